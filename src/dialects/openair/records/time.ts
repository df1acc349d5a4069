import { fields } from './words.ts'

/** Timesheets and what is booked on them. */
export const time = {
  Timesheet: fields(`
    name acct_date approved approved_by default_categoryid default_customerid default_payrolltypeid default_per_row
    default_projectid default_projecttaskid default_timetypeid duration ends history notes starts status submitted
    thin_client_id total userid
  `),
  Task: fields(`
    acct_date category_1id category_2id category_3id category_4id category_5id categoryid cost_centerid customerid
    date decimal_hours description hours job_codeid loaded_cost loaded_cost_2 loaded_cost_3 minutes notes
    payroll_typeid project_loaded_cost project_loaded_cost_2 project_loaded_cost_3 projectid projecttask_typeid
    projecttaskid slipid thin_client_id timesheetid timetypeid userid
  `),
  Timetype: fields('name active code cost_centerid externalid notes payroll_code picklist_label'),
  Jobcode: fields('name active code currency externalid loaded_cost notes userid_fte'),
  Schedulerequest: fields(`
    name approval_status attachmentid categoryid customerid date date_approved date_submitted description enddate
    externalid notes number prefix project_taskid projectid startdate timetype timetypeid userid
  `),
} as const
