import { table } from './table.ts'

/** What is sold, ordered, billed and paid. */
export const sales = {
  Product: table({
    whole: 'Id Taxable IsPackage NeedsDigitalDelivery HideInStore Status InventoryLimit Shippable',
    amount: 'ProductPrice Weight',
    text: 'ProductName Sku ShortDescription Description TopHTML BottomHTML ShippingTime InventoryNotifiee',
  }),
  SubscriptionPlan: table({
    whole: 'Id ProductId Frequency Active',
    amount: 'PreAuthorizeAmount PlanPrice',
    text: 'Cycle Prorate',
  }),
  Job: table({
    whole: 'Id ContactId ProductId JobRecurringId',
    time: 'StartDate DueDate DateCreated',
    text: `
      JobTitle JobNotes JobStatus OrderType OrderStatus ShipFirstName ShipMiddleName ShipLastName ShipCompany ShipPhone
      ShipStreet1 ShipStreet2 ShipCity ShipState ShipZip ShipCountry
    `,
  }),
  OrderItem: table({
    whole: 'Id OrderId ProductId Qty ItemType',
    amount: 'CPU PPU',
    text: 'ItemName ItemDescription',
  }),
  RecurringOrder: table({
    whole: `
      Id ContactId OriginatingOrderId ProgramId SubscriptionPlanId ProductId Frequency AutoCharge CC1 CC2
      NumDaysBetweenRetry MaxRetry MerchantAccountId AffiliateId LeadAffiliateId Qty
    `,
    amount: 'BillingAmt',
    time: 'StartDate EndDate LastBillDate NextBillDate PaidThruDate',
    text: 'BillingCycle Status ReasonStopped PromoCode',
  }),
  Invoice: table({
    whole: `
      Id ContactId JobId PayStatus CreditStatus RefundStatus PayPlanStatus AffiliateId LeadAffiliateId Synced
    `,
    amount: 'InvoiceTotal TotalPaid TotalDue',
    time: 'DateCreated',
    text: 'PromoCode InvoiceType Description ProductSold',
  }),
  InvoiceItem: table({
    whole: 'Id InvoiceId OrderItemId CommissionStatus',
    amount: 'InvoiceAmt Discount',
    time: 'DateCreated',
    text: 'Description',
  }),
  InvoicePayment: table({
    whole: 'Id InvoiceId PaymentId SkipCommission',
    amount: 'Amt',
    time: 'PayDate',
    text: 'PayStatus',
  }),
  Payment: table({
    whole: 'Id UserId ContactId InvoiceId RefundId ChargeId Commission Synced',
    amount: 'PayAmt',
    time: 'PayDate',
    text: 'PayType PayNote',
  }),
  PayPlan: table({
    whole: 'Id InvoiceId Type',
    amount: 'AmtDue FirstPayAmt',
    time: 'DateDue InitDate StartDate',
  }),
  PayPlanItem: table({ whole: 'Id PayPlanId Status', amount: 'AmtDue AmtPaid', time: 'DateDue' }),
  CreditCard: table({
    whole: 'Id ContactId Status',
    text: `
      BillName FirstName LastName PhoneNumber Email BillAddress1 BillAddress2 BillCity BillState BillZip BillCountry
      ShipFirstName ShipMiddleName ShipLastName ShipCompanyName ShipPhoneNumber ShipAddress1 ShipAddress2 ShipCity
      ShipState ShipZip ShipCountry ShipName NameOnCard CardNumber Last4 ExpirationMonth ExpirationYear CVV2 CardType
      StartDateMonth StartDateYear MaestroIssueNumber
    `,
  }),
} as const
