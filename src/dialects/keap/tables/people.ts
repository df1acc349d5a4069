import { table } from './table.ts'

/** Contacts and companies are of one make: a company is a contact of another kind. */
const PERSON_TEXT = `
  Address1Type Address2Street1 Address2Street2 Address2Type Address3Street1 Address3Street2 Address3Type AssistantName
  AssistantPhone BillingInformation City City2 City3 Company ContactNotes ContactType Country Country2 Country3 Email
  EmailAddress2 EmailAddress3 Fax1 Fax1Type Fax2 Fax2Type FirstName Groups JobTitle LastName MiddleName Nickname
  Password Phone1 Phone1Ext Phone1Type Phone2 Phone2Ext Phone2Type Phone3 Phone3Ext Phone3Type Phone4 Phone4Ext
  Phone4Type Phone5 Phone5Ext Phone5Type PostalCode PostalCode2 PostalCode3 ReferralCode SpouseName State State2
  State3 StreetAddress1 StreetAddress2 Suffix Title Username Validated Website ZipFour1 ZipFour2 ZipFour3
` as const
const PERSON_WHOLE = 'Id AccountId CompanyID CreatedBy LastUpdatedBy OwnerID' as const
const PERSON_TIME = 'Anniversary Birthday DateCreated LastUpdated' as const

/** Whom one deals with, and what was agreed and noted. */
export const people = {
  Contact: table({
    whole: `${PERSON_WHOLE} LeadSourceId`,
    time: PERSON_TIME,
    text: `${PERSON_TEXT} Language Leadsource TimeZone`,
  }),
  Company: table({ whole: PERSON_WHOLE, time: PERSON_TIME, text: PERSON_TEXT }),
  ContactAction: table({
    whole: 'Id ContactId OpportunityId UserID Accepted CreatedBy LastUpdatedBy Priority IsAppointment',
    time: 'CreationDate CompletionDate ActionDate EndDate PopupDate LastUpdated',
    text: 'ActionType ActionDescription CreationNotes',
  }),
  ContactGroup: table({ whole: 'Id GroupCategoryId', text: 'GroupName GroupDescription' }),
  ContactGroupCategory: table({ whole: 'Id', text: 'CategoryName CategoryDescription' }),
  ContactGroupAssign: table({ whole: 'GroupId ContactId', time: 'DateCreated', text: 'ContactGroup' }),
  User: table({
    whole: 'Id Partner',
    text: `
      City Email EmailAddress2 EmailAddress3 FirstName HTMLSignature LastName MiddleName Nickname Phone1 Phone1Ext
      Phone1Type Phone2 Phone2Ext Phone2Type PostalCode Signature SpouseName State StreetAddress1 StreetAddress2
      Suffix Title ZipFour1
    `,
  }),
  Lead: table({
    whole: 'Id ContactID AffiliateId UserID StageID StatusID CreatedBy LastUpdatedBy',
    amount: 'ProjectedRevenueLow ProjectedRevenueHigh',
    time: 'DateCreated LastUpdated EstimatedCloseDate NextActionDate',
    text: 'OpportunityTitle Leadsource Objection OpportunityNotes NextActionNotes',
  }),
  LeadSource: table({
    whole: 'Id LeadSourceCategoryId',
    amount: 'CostPerLead',
    time: 'StartDate EndDate',
    text: 'Name Description Vendor Medium Message Status',
  }),
  Campaignee: table({ whole: 'CampaignId ContactId', text: 'Campaign Status' }),
  Affiliate: table({
    whole: 'Id ContactId ParentId PayoutType DefCommissionType Status NotifyLead NotifySale LeadCookieFor',
    amount: 'LeadAmt LeadPercent SaleAmt SalePercent',
    text: 'AffName AffCode Password',
  }),
  DataFormField: table({
    whole: 'Id DataType FormId GroupId ListRows',
    text: 'Name Label DefaultValue Values',
  }),
} as const
