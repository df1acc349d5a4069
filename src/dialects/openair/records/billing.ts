import { fields } from './words.ts'

/** Charges, invoices and the rules that make them. */
export const billing = {
  Slip: fields(`
    acct_date agreementid billing_contactid category_1id category_2id category_3id category_4id category_5id
    categoryid city cost cost_centerid currency customerid customerpoid date decimal_hours description gl_code hour
    invoiceid itemid job_code_id minute notes originating_id payment_typeid payroll_typeid portfolio_projectid
    productid project_billing_ruleid projectid projecttask_typeid projecttaskid quantity rate ref_slipid
    shipping_contactid skip_recognition slip_stageid sold_to_contactid tax_location_name tax_rateid timer_start
    timetypeid total total_tax total_with_tax type unitm userid
  `),
  Invoice: fields(`
    access_log accounting acct_date approval_status approved attachmentid balance contactid credit credit_reason
    credit_rebill_status currency customerid date draw draw_date emailed externalid invoice_layoutid notes number
    original_invoiceid paperrequest papersend shipping_contactid status submitted tax tax_federal tax_gst tax_hst
    tax_pst tax_state terms total
  `),
  Payment: fields('bulk_paymentid currency customerid date externalid invoice_number invoiceid notes total'),
  Agreement: fields(`
    name acct_date active code currency customerid date externalid notes number picklist_label total
  `),
  Customerpo: fields(`
    name acct_date active code currency customerid date externalid notes number picklist_label total
  `),
  Projectbillingrule: fields(`
    name accounting_period_id acct_date acct_date_how active adjust_if_capped agreementid amount assigned_user
    backout_gst cap cap_hours category_1id category_2id category_3id category_4id category_5id category_filter
    category_when categoryid cost_center_id currency customerid customerpoid daily_cap_hours daily_cap_is_per_user
    daily_cap_period daily_rate_multiplier daily_roll_to_next description end_date end_milestone exclude_archived_ts
    exclude_non_billable exclude_non_billable_task exclude_non_reimbursable item_filter job_code_filter markup
    markup_category markup_type notes percent percent_how position product_filter project_task_filter projectid
    rate_cardid rate_from rate_multiplier repeatid round_rules slip_stageid start_date start_milestone
    stop_if_capped ticket_maximums timetype_filter type user_filter
  `),
  Projectbillingtransaction: fields(`
    agreementid categoryid cost cost_centerid customerid customerpoid date description hour itemid job_codeid minute
    notes payroll_typeid project_billing_ruleid project_taskid projectid quantity rate slip_stage_id slipid taskid
    ticketid timetypeid total type um userid
  `),
} as const
