/** A table: its fields by type, without `Id`, which every table has. `kept` are those that the service alone writes. */
interface Listing {
  readonly writable: boolean
  readonly string?: string
  readonly int?: string
  readonly double?: string
  readonly boolean?: string
  readonly date?: string
  readonly kept?: string
}

/** Of a person or a company alike. */
const PARTY = {
  string:
    'Address1Type Address2Street1 Address2Street2 Address2Type Address3Street1 Address3Street2 Address3Type ' +
    'AssistantName AssistantPhone BillingInformation City City2 City3 Company ContactNotes ContactType ' +
    'Country Country2 Country3 Email EmailAddress2 EmailAddress3 Fax1 Fax1Type Fax2 Fax2Type FirstName Groups ' +
    'JobTitle Language LastName MiddleName Nickname Password Phone1 Phone1Ext Phone1Type Phone2 Phone2Ext Phone2Type ' +
    'Phone3 Phone3Ext Phone3Type Phone4 Phone4Ext Phone4Type Phone5 Phone5Ext Phone5Type PostalCode PostalCode2 ' +
    'PostalCode3 ReferralCode SpouseName State State2 State3 StreetAddress1 StreetAddress2 Suffix TimeZone Title ' +
    'Username Validated Website ZipFour1 ZipFour2 ZipFour3',
  int: 'AccountId CompanyID CreatedBy LastUpdatedBy OwnerID',
  date: 'Anniversary Birthday DateCreated LastUpdated',
  kept: 'CreatedBy DateCreated Groups LastUpdated LastUpdatedBy Validated',
}

/**
 * The tables of the sandbox, with the names of their fields as client libraries list them. Types and rights follow
 * from the names and from what the services write themselves: the vendor's own list was not at hand.
 */
export const TABLES: Readonly<Record<string, Listing>> = {
  Contact: { writable: true, ...PARTY, string: `${PARTY.string} Leadsource`, int: `${PARTY.int} LeadSourceId` },
  Company: { writable: true, ...PARTY },
  ContactAction: {
    writable: true,
    string: 'ActionType ActionDescription CreationNotes',
    int: 'ContactId OpportunityId UserID Accepted CreatedBy LastUpdatedBy Priority IsAppointment',
    date: 'CreationDate CompletionDate ActionDate EndDate PopupDate LastUpdated',
    kept: 'CreatedBy LastUpdated LastUpdatedBy',
  },
  ContactGroup: { writable: true, string: 'GroupName GroupDescription', int: 'GroupCategoryId' },
  ContactGroupCategory: { writable: true, string: 'CategoryName CategoryDescription' },
  ContactGroupAssign: { writable: false, string: 'ContactGroup', int: 'GroupId ContactId', date: 'DateCreated' },
  Lead: {
    writable: true,
    string: 'OpportunityTitle Leadsource Objection OpportunityNotes NextActionNotes',
    int: 'ContactID AffiliateId UserID StageID StatusID CreatedBy LastUpdatedBy',
    double: 'ProjectedRevenueLow ProjectedRevenueHigh',
    date: 'DateCreated LastUpdated EstimatedCloseDate NextActionDate',
    kept: 'CreatedBy DateCreated LastUpdated LastUpdatedBy',
  },
  Stage: { writable: true, string: 'StageName', int: 'StageOrder TargetNumDays' },
  Product: {
    writable: true,
    string:
      'ProductName Sku ShortDescription Description TopHTML BottomHTML ShippingTime LargeImage InventoryNotifiee Weight',
    int: 'Taxable CountryTaxable StateTaxable CityTaxable IsPackage NeedsDigitalDelivery HideInStore Status InventoryLimit Shippable',
    double: 'ProductPrice',
  },
  SubscriptionPlan: {
    writable: true,
    string: 'Cycle',
    int: 'ProductId Frequency Active',
    double: 'PreAuthorizeAmount PlanPrice',
    boolean: 'Prorate',
  },
  CreditCard: {
    writable: true,
    string:
      'BillName FirstName LastName PhoneNumber Email BillAddress1 BillAddress2 BillCity BillState BillZip BillCountry ' +
      'ShipFirstName ShipMiddleName ShipLastName ShipCompanyName ShipPhoneNumber ShipAddress1 ShipAddress2 ShipCity ' +
      'ShipState ShipZip ShipCountry ShipName NameOnCard CardNumber Last4 ExpirationMonth ExpirationYear CVV2 CardType ' +
      'StartDateMonth StartDateYear MaestroIssueNumber',
    int: 'ContactId Status',
    kept: 'Last4',
  },
  Job: {
    writable: true,
    string:
      'JobTitle JobNotes JobStatus OrderType ShipFirstName ShipMiddleName ShipLastName ShipCompany ShipPhone ' +
      'ShipStreet1 ShipStreet2 ShipCity ShipState ShipZip ShipCountry',
    int: 'ContactId ProductId JobRecurringId OrderStatus',
    date: 'StartDate DueDate DateCreated',
    kept: 'DateCreated',
  },
  OrderItem: {
    writable: true,
    string: 'ItemName ItemDescription Notes',
    int: 'OrderId ProductId SubscriptionPlanId Qty ItemType',
    double: 'CPU PPU',
  },
  Invoice: {
    writable: false,
    string: 'PromoCode InvoiceType Description ProductSold',
    int: 'ContactId JobId PayStatus CreditStatus RefundStatus PayPlanStatus AffiliateId LeadAffiliateId Synced',
    double: 'InvoiceTotal TotalPaid TotalDue',
    date: 'DateCreated',
  },
  InvoiceItem: {
    writable: false,
    string: 'Description',
    int: 'InvoiceId OrderItemId CommissionStatus',
    double: 'InvoiceAmt Discount',
    date: 'DateCreated',
  },
  InvoicePayment: {
    writable: false,
    string: 'PayStatus',
    int: 'InvoiceId PaymentId SkipCommission',
    double: 'Amt',
    date: 'PayDate',
  },
  Payment: {
    writable: false,
    string: 'PayType PayNote',
    int: 'UserId ContactId InvoiceId RefundId ChargeId Commission Synced',
    double: 'PayAmt',
    date: 'PayDate',
  },
  PayPlan: {
    writable: false,
    int: 'InvoiceId Type',
    double: 'AmtDue FirstPayAmt',
    date: 'DateDue InitDate StartDate',
  },
  RecurringOrder: {
    writable: true,
    string: 'BillingCycle Status ReasonStopped PromoCode',
    int:
      'ContactId OriginatingOrderId ProgramId SubscriptionPlanId ProductId Frequency AutoCharge CC1 CC2 ' +
      'NumDaysBetweenRetry MaxRetry MerchantAccountId AffiliateId LeadAffiliateId Qty ShippingOptionId',
    double: 'BillingAmt',
    date: 'StartDate EndDate LastBillDate NextBillDate PaidThruDate',
  },
  Campaign: { writable: false, string: 'Name Status' },
  Campaignee: { writable: false, string: 'Campaign Status', int: 'CampaignId ContactId' },
  CampaignStep: {
    writable: false,
    string: 'StepTitle StepStatus TemplateId',
    int: 'CampaignId',
  },
  ActionSequence: { writable: false, string: 'TemplateName VisibleToTheseUsers' },
  DataFormField: {
    writable: false,
    string: 'Name Label DefaultValue Values ListRows',
    int: 'DataType FormId GroupId',
  },
  DataFormGroup: { writable: false, string: 'Name', int: 'TabId' },
  DataFormTab: { writable: false, string: 'TabName', int: 'FormId' },
  Template: { writable: false, string: 'PieceType PieceTitle Categories' },
  EmailAddStatus: { writable: false, string: 'Email Type', date: 'DateCreated LastSentDate' },
  FileBox: { writable: false, string: 'FileName Extension', int: 'FileSize ContactId Public' },
  User: {
    writable: false,
    string:
      'City Email EmailAddress2 EmailAddress3 FirstName HTMLSignature LastName MiddleName Nickname Phone1 Phone1Ext ' +
      'Phone1Type Phone2 Phone2Ext Phone2Type PostalCode Signature SpouseName State StreetAddress1 StreetAddress2 ' +
      'Suffix Title ZipFour1',
  },
}
