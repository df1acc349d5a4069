/**
 * The fields of each record type that the sandbox account knows, `{a,b}` standing for each of its members.
 *
 * `id`, `created`, `updated` and `attributes` belong to nearly every type and are not listed. Addresses are
 * nested in XML (`addr`), which the flat names of the published WSDL are translated to; the names of a
 * customer's other two addresses are unverified, so that every spelling in use is let in.
 */
export const RECORD_FIELDS: Readonly<Record<string, string>> = {
  Project: `
    name active attachmentid auto_{bill,bill_cap,bill_cap_value,bill_override} az_approvalprocess az_approver
    billing_code billing_contactid br_approvalprocess br_approver budget budget_time category_filter code
    copy_{approvers,custom_fields,dashboard_settings,invoice_layout_settings,issues,loaded_cost,notification_settings,project_billing_auto_settings,project_billing_rules,project_pricing,revenue_recognition_auto_settings,revenue_recognition_rules,revenuerecognition_auto_settings}
    cost_centerid create_workspace currency current_dr current_wip customer_name customerid exported_dr exported_wip
    externalid filtersetids finish_date hierarchy_node_ids invoice_layoutid invoice_text is_portfolio_project
    locationid main_contactid message msp_link_type no_dirty notes
    notify_{assignees,owner,sr_submitted_project_owner}
    notify_issue_{assigned_to,closed_assigned_to,closed_customer_owner,closed_project_owner,created_customer_owner,created_project_owner}
    only_owner_can_edit payroll_type_filter picklist_label pm_approver_{1,2,3} po_approvalprocess po_approver
    portfolio_projectid pr_approvalprocess pr_approver project_locationid project_stageid rate rate_cardid
    rm_approvalprocess rm_approver rv_approvalprocess rv_approver sga_labor shipping_contact_id sold_to_contact_id
    start_date sync_workspace ta_{approvalprocess,approver,include} tax_location_name tax_locationid
    tb_approvalprocess tb_approver
    te_{allowance_approvalprocess,allowance_approver,approvalprocess,approver,include} template_project_id
    timetype_filter user_filter userid
  `,
  Projectstage: `
    name enable_{analysis,billing,phase_and_task,pricing,project_assignments,recognition,team,utilization} notes
    picklist_label position
  `,
  Projecttask: `
    name all_can_assign assign_user_names calculated_finishes calculated_starts closed cost_centerid currency
    customer_name customerid default_{category,category_1,category_2,category_3,category_4,category_5} deleted
    early_finish early_start estimated_hours externalid fnlt_date id_number is_a_phase manual_task_budget
    non_billable notes parentid percent_complete planned_hours predecessors predecessors_lag predecessors_type
    priority project_name projectid projecttask_typeid seq starts task_budget_cost task_budget_revenue
    timetype_filter use_project_assignment
  `,
  Projecttaskassign: `
    allocation bookingid closed_for_envelope closed_for_timesheet deleted externalid job_codeid pending_bookingid
    planned_hours project_assignment_profileid project_groupid projectid projecttaskid userid
  `,
  Projectassign: 'allocation customer_id deleted job_codeid project_groupid project_id user_id',
  Issue: `
    name attachment_id customer_id date date_{resolution_expected,resolution_required,resolved} description
    issue_category_id issue_notes issue_severity_id issue_source_id issue_stage_id issue_status_id number owner_id
    prefix priority project_id project_task_id resolution_notes user_id
  `,
  User: `
    name account_workscheduleid acct_code active az_approvalprocess az_approver book_assign_stamp br_approvalprocess
    br_approver code cost cost_centerid cost_currency cost_end_date cost_lc_level cost_start_date currency
    departmentid dr_approvalprocess dr_approver external_id externalid filterset_ids filterset_stamp flags generic
    hierarchy_node_ids hint is_user_schedule job_codeid km_filter_set line_managerid locked logintime ma_filter_set
    nickname om_filter_set password password_forced_change payroll_code pb_approvalprocess pb_approver
    picklist_label pm_filter_set po_{approvalprocess,approver,filter_set} pr_approvalprocess pr_approver
    primary_filter_set project_access_nodes rate report_filter_set rm_{approvalprocess,approver,filter_set} role_id
    sr_approvalprocess sr_approver ssn ta_{approvalprocess,approver,filter_set} tag_end_date tag_group_attribute_id
    tag_group_id tag_start_date tb_filter_set
    te_{allowance_approvalprocess,allowance_approver,approvalprocess,approver,filter_set} timezone type update_cost
    update_tag update_workschedule user_locationid week_starts workschedule_workdays workschedule_workhours
    workscheduleid addr
  `,
  Company: `
    base_currency businesstype company currencies flags hide_rate is_multicurrency nickname rate_from
    VAT_registration_number workscheduleid addr
  `,
  Customer: `
    name active billing_code billing_contact_id bus_typeid code company company_sizeid cost_centerid createtime
    currency customer_locationid externalid filterset_ids hear_aboutid hierarchy_node_ids invoice_layoutid
    invoice_prefix invoice_text notes picklist_label primary_contactid rate shipping_contactid sold_to_contactid
    statements ta_include tb_approvalprocess tb_approver te_include terms territoryid type updatetime userid web
    billing_addr billingaddr contact_addr contactaddr addr
  `,
  Contact: `
    name active can_bill_to can_ship_to can_sold_to code customer_company customerid deleted exported externalid
    job_title notes picklist_label addr
  `,
  Vendor: `
    name active attention code currency externalid notes picklist_label purchaseorder_email_text purchaseorder_text
    tax_locationid terms web addr
  `,
  Department: 'name externalid notes picklist_label userid',
  Timesheet: `
    name acct_date approved approved_by
    default_{categoryid,customerid,payrolltypeid,per_row,projectid,projecttaskid,timetypeid} duration ends history
    notes starts status submitted thin_client_id total userid
  `,
  Task: `
    acct_date category_{1id,2id,3id,4id,5id} categoryid cost_centerid customerid date decimal_hours description
    hours job_codeid loaded_cost loaded_cost_2 loaded_cost_3 minutes notes payroll_typeid project_loaded_cost
    project_loaded_cost_2 project_loaded_cost_3 projectid projecttask_typeid projecttaskid slipid thin_client_id
    timesheetid timetypeid userid
  `,
  Timetype: 'name active code cost_centerid externalid notes payroll_code picklist_label',
  Jobcode: 'name active code currency externalid loaded_cost notes userid_fte',
  Schedulerequest: `
    name approval_status attachmentid categoryid customerid date date_approved date_submitted description enddate
    externalid notes number prefix project_taskid projectid startdate timetype timetypeid userid
  `,
  Booking: `
    approval_status as_percentage booking_typeid customerid date_approved date_submitted enddate endtime externalid
    hours job_codeid locationid notes notify_owner ownerid percentage project_assignment_profileid project_taskid
    projectid repeatid resource_request_queue_id source_booking_id startdate starttime userid
  `,
  BookingType: 'name active approval_status default_for_approval_status notes picklist_label priority',
  ResourceRequest: `
    name booking_type_id customerid date_{end,finalized,start,start_expected} external_id notes number ownerid
    percent_fulfilled projectid status
  `,
  LoadedCost: 'cost currency current customerid end externalid lc_level project_taskid projectid start userid',
  Slip: `
    acct_date agreementid billing_contactid category_{1id,2id,3id,4id,5id} categoryid city cost cost_centerid
    currency customerid customerpoid date decimal_hours description gl_code hour invoiceid itemid job_code_id minute
    notes originating_id payment_typeid payroll_typeid portfolio_projectid productid project_billing_ruleid
    projectid projecttask_typeid projecttaskid quantity rate ref_slipid shipping_contactid skip_recognition
    slip_stageid sold_to_contactid tax_location_name tax_rateid timer_start timetypeid total total_tax
    total_with_tax type unitm userid
  `,
  Invoice: `
    access_log accounting acct_date approval_status approved attachmentid balance contactid credit credit_reason
    credit_rebill_status currency customerid date draw draw_date emailed externalid invoice_layoutid notes number
    original_invoiceid paperrequest papersend shipping_contactid status submitted tax
    tax_{federal,gst,hst,pst,state} terms total
  `,
  Payment: 'bulk_paymentid currency customerid date externalid invoice_number invoiceid notes total',
  Agreement: 'name acct_date active code currency customerid date externalid notes number picklist_label total',
  Customerpo: 'name acct_date active code currency customerid date externalid notes number picklist_label total',
  Projectbillingrule: `
    name accounting_period_id acct_date acct_date_how active adjust_if_capped agreementid amount assigned_user
    backout_gst cap cap_hours category_{1id,2id,3id,4id,5id,filter,when} categoryid cost_center_id currency
    customerid customerpoid daily_{cap_hours,cap_is_per_user,cap_period,rate_multiplier,roll_to_next} description
    end_date end_milestone exclude_{archived_ts,non_billable,non_billable_task,non_reimbursable} item_filter
    job_code_filter markup markup_category markup_type notes percent percent_how position product_filter
    project_task_filter projectid rate_cardid rate_from rate_multiplier repeatid round_rules slip_stageid start_date
    start_milestone stop_if_capped ticket_maximums timetype_filter type user_filter
  `,
  Projectbillingtransaction: `
    agreementid categoryid cost cost_centerid customerid customerpoid date description hour itemid job_codeid minute
    notes payroll_typeid project_billing_ruleid project_taskid projectid quantity rate slip_stage_id slipid taskid
    ticketid timetypeid total type um userid
  `,
  Envelope: `
    name acct_date advance approved approver attachmentid balance currency currency_exchange_intolerance customerid
    date date_end date_start externalid is_overlapping notes number projectid status submitted tax_locationid
    thin_client_id total totreimburse tottickets trip_reason userid
  `,
  Ticket: `
    acct_date attachmentid categoryid city cost cost_centerid currency
    currency_{cost,exchange_intolerance,rate,symbol,total_tax_paid} customerid date description envelopeid
    externalid itemid missing_receipt non_billable notes payment_typeid paymethod project_taskid projectid
    projecttask_typeid quantity reference_number slipid status tax_{location_id,location_name,rateid} thin_client_id
    total total_no_tax total_tax_paid unitm use_server_currency_rate user_locationid userid vendorid
  `,
  Reimbursement: 'audit currency date envelope_number envelopeid externalid notes total userid',
  Item: `
    name active code cost cost_centerid cost_is_fixed currency externalid picklist_label tax_location_id taxable
    tp_{comp,cost,notes_required,unit_or_total} type unitm
  `,
  Purchaseorder: `
    name accounts_payableid approval_status attachmentid auto_track_payable_with_fulfilled carrierid currency date
    date_{approved,expected,fulfilled,order_placed,required,shipped,submitted} description locationid notes number
    prefix purchase_items_fulfilled quantity_fulfilled receivingid ship_complete_only shipping_cost shipping_termsid
    terms total total_purchase_items total_quantity userid vendorid
  `,
  Purchase_item: `
    name acct_date allow_vendor_substitution approved_cost attachmentid cost currency customerid date date_fulfilled
    manufacturer_part manufacturerid non_po notes order_reference_number productid projectid purchaseorderid
    purchaserequestid purchaserid quantity quantity_fulfilled quantity_payable request_itemid tax_location_name
    total total_with_tax um userid vendor_quote_number vendor_sku vendorid
  `,
  Category: `
    name active code cost_centerid cost_rate currency externalid fixed_fee notes other_rate other_rate_type
    picklist_label rate taxable
  `,
  Costcenter: 'name active code externalid notes picklist_label',
  Currency: 'rate symbol',
  Currencyrate: 'cname crate csymbol date type',
  Filterset: 'name active all_access default_filter_set externalid notes',
  CustField: `
    name active association decpos defnow description divider divider_text force_unique hidden_data_entry hint
    maxlength mover never_copy next_seq pick_source picker required rows seq size title userid valuelist
  `,
  HierarchyNode: 'name externalid hierarchyid isalevel isanode levelid notes parentid recordid',
  ImportExport: 'application exported externalid imported type',
  Attachment: `
    name attachmentid base64_data file_name hash_name is_a_folder locked_by notes owner_type ownerid parentid
    workspaceid
  `,
  Report: 'name date_created email_report relatedid thin_client_context type userid',
}
