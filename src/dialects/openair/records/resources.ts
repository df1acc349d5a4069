import { fields } from './words.ts'

/** Bookings and requests for people. */
export const resources = {
  Booking: fields(`
    approval_status as_percentage booking_typeid customerid date_approved date_submitted enddate endtime externalid
    hours job_codeid locationid notes notify_owner ownerid percentage project_assignment_profileid project_taskid
    projectid repeatid resource_request_queue_id source_booking_id startdate starttime userid
  `),
  BookingType: fields('name active approval_status default_for_approval_status notes picklist_label priority'),
  ResourceRequest: fields(`
    name booking_type_id customerid date_end date_finalized date_start date_start_expected external_id notes number
    ownerid percent_fulfilled projectid status
  `),
  LoadedCost: fields('cost currency current customerid end externalid lc_level project_taskid projectid start userid'),
} as const
