import { fields } from './words.ts'

/** Projects, their tasks and the people on them. */
export const projects = {
  Project: fields(`
    name active attachmentid auto_bill auto_bill_cap auto_bill_cap_value auto_bill_override az_approvalprocess
    az_approver billing_code billing_contactid br_approvalprocess br_approver budget budget_time category_filter
    code copy_approvers copy_custom_fields copy_dashboard_settings copy_invoice_layout_settings copy_issues
    copy_loaded_cost copy_notification_settings copy_project_billing_auto_settings copy_project_billing_rules
    copy_project_pricing copy_revenue_recognition_auto_settings copy_revenue_recognition_rules
    copy_revenuerecognition_auto_settings cost_centerid create_workspace currency current_dr current_wip
    customer_name customerid exported_dr exported_wip externalid filtersetids finish_date hierarchy_node_ids
    invoice_layoutid invoice_text is_portfolio_project locationid main_contactid message msp_link_type no_dirty
    notes notify_assignees notify_owner notify_sr_submitted_project_owner notify_issue_assigned_to
    notify_issue_closed_assigned_to notify_issue_closed_customer_owner notify_issue_closed_project_owner
    notify_issue_created_customer_owner notify_issue_created_project_owner only_owner_can_edit payroll_type_filter
    picklist_label pm_approver_1 pm_approver_2 pm_approver_3 po_approvalprocess po_approver portfolio_projectid
    pr_approvalprocess pr_approver project_locationid project_stageid rate rate_cardid rm_approvalprocess
    rm_approver rv_approvalprocess rv_approver sga_labor shipping_contact_id sold_to_contact_id start_date
    sync_workspace ta_approvalprocess ta_approver ta_include tax_location_name tax_locationid tb_approvalprocess
    tb_approver te_allowance_approvalprocess te_allowance_approver te_approvalprocess te_approver te_include
    template_project_id timetype_filter user_filter userid
  `),
  Projectstage: fields(`
    name enable_analysis enable_billing enable_phase_and_task enable_pricing enable_project_assignments
    enable_recognition enable_team enable_utilization notes picklist_label position
  `),
  Projecttask: fields(`
    name all_can_assign assign_user_names calculated_finishes calculated_starts closed cost_centerid currency
    customer_name customerid default_category default_category_1 default_category_2 default_category_3
    default_category_4 default_category_5 deleted early_finish early_start estimated_hours externalid fnlt_date
    id_number is_a_phase manual_task_budget non_billable notes parentid percent_complete planned_hours predecessors
    predecessors_lag predecessors_type priority project_name projectid projecttask_typeid seq starts
    task_budget_cost task_budget_revenue timetype_filter use_project_assignment
  `),
  Projecttaskassign: fields(`
    allocation bookingid closed_for_envelope closed_for_timesheet deleted externalid job_codeid pending_bookingid
    planned_hours project_assignment_profileid project_groupid projectid projecttaskid userid
  `),
  Projectassign: fields('allocation customer_id deleted job_codeid project_groupid project_id user_id'),
  Issue: fields(`
    name attachment_id customer_id date date_resolution_expected date_resolution_required date_resolved description
    issue_category_id issue_notes issue_severity_id issue_source_id issue_stage_id issue_status_id number owner_id
    prefix priority project_id project_task_id resolution_notes user_id
  `),
} as const
