import { once, read, repeatable } from '../method.ts'
import { amount, flag, id, ids, text, texts, time, values, whole } from '../params.ts'
import * as result from '../results.ts'
import type { FieldInput, Id, Time } from '../tables.ts'

/** Orders, invoices, subscriptions and their payments. */
export const InvoiceService = {
  createBlankOrder: once<
    [contactId: Id, description: string, orderDate: Time, leadAffiliateId: Id, saleAffiliateId: Id]
  >(id, text, time, id, id).gives(result.id),
  addOrderItem: once<
    [invoiceId: Id, productId: Id, type: number, price: number, quantity: number, description: string, notes: string]
  >(id, id, whole, amount, whole, text, text).gives(result.data),
  /**
   * Charges a card. A success is a charge that went through: what the service calls a success with `DECLINED`, `ERROR`
   * or `SKIPPED` in it is a fault. After one whose outcome is unknown, `getPayments` and `calculateAmountOwed` tell.
   */
  chargeInvoice: once<
    [invoiceId: Id, notes: string, creditCardId: Id, merchantAccountId: Id, bypassCommissions: boolean]
  >(id, text, id, id, flag).gives(result.charge),
  addManualPayment: once<
    [
      invoiceId: Id,
      amount: number,
      paymentDate: Time,
      paymentType: string,
      description: string,
      bypassCommissions: boolean,
    ]
  >(id, amount, time, text, text, flag).gives(result.data),
  addPaymentPlan: once<
    [
      invoiceId: Id,
      autoCharge: boolean,
      creditCardId: Id,
      merchantAccountId: Id,
      daysBetweenRetry: number,
      maxRetry: number,
      initialPaymentAmount: number,
      initialPaymentDate: Time,
      planStartDate: Time,
      numberOfPayments: number,
      daysBetweenPayments: number,
    ]
  >(id, flag, id, id, whole, whole, amount, time, time, whole, whole).gives(result.data),
  addRecurringOrder: once<
    [
      contactId: Id,
      allowDuplicate: boolean,
      cProgramId: Id,
      quantity: number,
      price: number,
      taxable: boolean,
      merchantAccountId: Id,
      creditCardId: Id,
      affiliateId: Id,
      daysTillCharge: number,
    ]
  >(id, flag, id, whole, amount, flag, id, id, id, whole).gives(result.id),
  createInvoiceForRecurring: once<[recurringOrderId: Id]>(id).gives(result.id),
  addOrderCommissionOverride: once<
    [
      invoiceId: Id,
      affiliateId: Id,
      productId: Id,
      percentage: number,
      amount: number,
      payoutType: number,
      description: string,
      date: Time,
    ]
  >(id, id, id, whole, amount, whole, text, time).gives(result.data),
  addRecurringCommissionOverride: once<
    [recurringOrderId: Id, affiliateId: Id, amount: number, payoutType: number, description: string]
  >(id, id, amount, whole, text).gives(result.data),
  recalculateTax: repeatable<[invoiceId: Id]>(id).gives(result.data),
  updateJobRecurringNextBillDate: repeatable<[recurringOrderId: Id, nextBillDate: Time]>(id, time).gives(result.data),
  deleteInvoice: repeatable<[invoiceId: Id]>(id).gives(result.removed, result.removedBefore),
  deleteSubscription: repeatable<[recurringOrderId: Id]>(id).gives(result.removed, result.removedBefore),
  calculateAmountOwed: read<[invoiceId: Id]>(id).gives(result.amount),
  getPayments: read<[invoiceId: Id]>(id).gives(result.list),
  getAllPaymentOptions: read().gives(result.data),
  getAllShippingOptions: read().gives(result.data),
  /** Finds the card of a contact by its last four digits. */
  locateExistingCard: read<[contactId: Id, last4: string]>(id, text).gives(result.data),
  /** Checks a card that is on file or is given whole. What its result holds is not documented. */
  validateCreditCard: read<[card: Readonly<Record<string, FieldInput>>]>(values).gives(result.data),
} as const

/** Orders as a whole. */
export const OrderService = {
  placeOrder: once<
    [
      contactId: Id,
      creditCardId: Id,
      payPlanId: Id,
      productIds: readonly Id[],
      subscriptionPlanIds: readonly Id[],
      processSpecials: boolean,
      promoCodes: readonly string[],
      leadAffiliateId: Id,
      saleAffiliateId: Id,
    ]
  >(id, id, id, ids, ids, flag, texts, id, id).gives(result.data),
} as const

/** Products and their stock. */
export const ProductService = {
  getInventory: read<[productId: Id]>(id).gives(result.whole),
  incrementInventory: once<[productId: Id]>(id).gives(result.data),
  decrementInventory: once<[productId: Id]>(id).gives(result.data),
  increaseInventory: once<[productId: Id, quantity: number]>(id, whole).gives(result.data),
  decreaseInventory: once<[productId: Id, quantity: number]>(id, whole).gives(result.data),
  deactivateCreditCard: repeatable<[creditCardId: Id]>(id).gives(result.data),
} as const

/** Discounts and trials. */
export const DiscountService = {
  addFreeTrial: once<
    [name: string, description: string, freeTrialDays: number, hidePrice: number, subscriptionPlanId: Id]
  >(text, text, whole, whole, id).gives(result.id),
  getFreeTrial: read<[trialId: Id]>(id).gives(result.data),
  addOrderTotalDiscount: once<
    [
      name: string,
      description: string,
      applyDiscountToCommission: number,
      percentOrAmount: number,
      amount: number,
      payType: string,
    ]
  >(text, text, whole, whole, amount, text).gives(result.id),
  getOrderTotalDiscount: read<[id: Id]>(id).gives(result.data),
  addCategoryDiscount: once<[name: string, description: string, applyDiscountToCommission: number, amount: number]>(
    text,
    text,
    whole,
    amount,
  ).gives(result.id),
  getCategoryDiscount: read<[id: Id]>(id).gives(result.data),
  addCategoryAssignmentToCategoryDiscount: once<[id: Id, productId: Id]>(id, id).gives(result.id),
  getCategoryAssignmentsForCategoryDiscount: read<[id: Id]>(id).gives(result.data),
  addProductTotalDiscount: once<
    [
      name: string,
      description: string,
      applyDiscountToCommission: number,
      productId: Id,
      percentOrAmount: number,
      amount: number,
    ]
  >(text, text, whole, id, whole, amount).gives(result.id),
  getProductTotalDiscount: read<[id: Id]>(id).gives(result.data),
  addShippingTotalDiscount: once<
    [name: string, description: string, applyDiscountToCommission: number, percentOrAmount: number, amount: number]
  >(text, text, whole, whole, amount).gives(result.id),
  getShippingTotalDiscount: read<[id: Id]>(id).gives(result.data),
} as const

/** Ways of shipping. */
export const ShippingService = {
  getAllShippingOptions: read().gives(result.data),
  getFlatRateShippingOption: read<[optionId: Id]>(id).gives(result.data),
  getOrderTotalShippingOption: read<[optionId: Id]>(id).gives(result.data),
  getOrderTotalShippingRanges: read<[optionId: Id]>(id).gives(result.data),
  getProductBasedShippingOption: read<[optionId: Id]>(id).gives(result.data),
  getOrderQuantityShippingOption: read<[optionId: Id]>(id).gives(result.data),
  getWeightBasedShippingOption: read<[optionId: Id]>(id).gives(result.data),
  getUpsShippingOption: read<[optionId: Id]>(id).gives(result.data),
} as const

/** Cards that a contact enters on a page of the service. */
export const CreditCardSubmissionService = {
  requestSubmissionToken: repeatable<[contactId: Id, successUrl: string, failureUrl: string]>(id, text, text).gives(
    result.text,
  ),
  requestCreditCardId: read<[token: string]>(text).gives(result.data),
} as const
