import { addressed, fields } from './words.ts'

/** Users, companies and the people one deals with. */
export const people = {
  User: addressed(`
    name account_workscheduleid acct_code active az_approvalprocess az_approver book_assign_stamp br_approvalprocess
    br_approver code cost cost_centerid cost_currency cost_end_date cost_lc_level cost_start_date currency
    departmentid dr_approvalprocess dr_approver external_id externalid filterset_ids filterset_stamp flags generic
    hierarchy_node_ids hint is_user_schedule job_codeid km_filter_set line_managerid locked logintime ma_filter_set
    nickname om_filter_set password password_forced_change payroll_code pb_approvalprocess pb_approver
    picklist_label pm_filter_set po_approvalprocess po_approver po_filter_set pr_approvalprocess pr_approver
    primary_filter_set project_access_nodes rate report_filter_set rm_approvalprocess rm_approver rm_filter_set
    role_id sr_approvalprocess sr_approver ssn ta_approvalprocess ta_approver ta_filter_set tag_end_date
    tag_group_attribute_id tag_group_id tag_start_date tb_filter_set te_allowance_approvalprocess
    te_allowance_approver te_approvalprocess te_approver te_filter_set timezone type update_cost update_tag
    update_workschedule user_locationid week_starts workschedule_workdays workschedule_workhours workscheduleid
  `),
  Company: addressed(`
    base_currency businesstype company currencies flags hide_rate is_multicurrency nickname rate_from
    VAT_registration_number workscheduleid
  `),
  Customer: addressed(`
    name active billing_code billing_contact_id bus_typeid code company company_sizeid cost_centerid createtime
    currency customer_locationid externalid filterset_ids hear_aboutid hierarchy_node_ids invoice_layoutid
    invoice_prefix invoice_text notes picklist_label primary_contactid rate shipping_contactid sold_to_contactid
    statements ta_include tb_approvalprocess tb_approver te_include terms territoryid type updatetime userid web
    billingaddr contactaddr
  `),
  Contact: addressed(`
    name active can_bill_to can_ship_to can_sold_to code customer_company customerid deleted exported externalid
    job_title notes picklist_label
  `),
  Vendor: addressed(`
    name active attention code currency externalid notes picklist_label purchaseorder_email_text purchaseorder_text
    tax_locationid terms web
  `),
  Department: fields('name externalid notes picklist_label userid'),
} as const
