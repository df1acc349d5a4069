import { fields } from './words.ts'

/** Expense reports, purchases and what is bought. */
export const expenses = {
  Envelope: fields(`
    name acct_date advance approved approver attachmentid balance currency currency_exchange_intolerance customerid
    date date_end date_start externalid is_overlapping notes number projectid status submitted tax_locationid
    thin_client_id total totreimburse tottickets trip_reason userid
  `),
  Ticket: fields(`
    acct_date attachmentid categoryid city cost cost_centerid currency currency_cost currency_exchange_intolerance
    currency_rate currency_symbol currency_total_tax_paid customerid date description envelopeid externalid itemid
    missing_receipt non_billable notes payment_typeid paymethod project_taskid projectid projecttask_typeid quantity
    reference_number slipid status tax_location_id tax_location_name tax_rateid thin_client_id total total_no_tax
    total_tax_paid unitm use_server_currency_rate user_locationid userid vendorid
  `),
  Reimbursement: fields('audit currency date envelope_number envelopeid externalid notes total userid'),
  Item: fields(`
    name active code cost cost_centerid cost_is_fixed currency externalid picklist_label tax_location_id taxable
    tp_comp tp_cost tp_notes_required tp_unit_or_total type unitm
  `),
  Purchaseorder: fields(`
    name accounts_payableid approval_status attachmentid auto_track_payable_with_fulfilled carrierid currency date
    date_approved date_expected date_fulfilled date_order_placed date_required date_shipped date_submitted
    description locationid notes number prefix purchase_items_fulfilled quantity_fulfilled receivingid
    ship_complete_only shipping_cost shipping_termsid terms total total_purchase_items total_quantity userid
    vendorid
  `),
  Purchase_item: fields(`
    name acct_date allow_vendor_substitution approved_cost attachmentid cost currency customerid date date_fulfilled
    manufacturer_part manufacturerid non_po notes order_reference_number productid projectid purchaseorderid
    purchaserequestid purchaserid quantity quantity_fulfilled quantity_payable request_itemid tax_location_name
    total total_with_tax um userid vendor_quote_number vendor_sku vendorid
  `),
} as const
