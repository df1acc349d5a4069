import { once, read, repeatable } from '../method.ts'
import { id, ids, text, time, whole } from '../params.ts'
import * as result from '../results.ts'
import type { Id, Time } from '../tables.ts'

type Template = [
  title: string,
  categories: string,
  fromAddress: string,
  toAddress: string,
  ccAddress: string,
  bccAddress: string,
  subject: string,
  textBody: string,
  htmlBody: string,
  contentType: string,
  mergeContext: string,
]

const TEMPLATE = [text, text, text, text, text, text, text, text, text, text, text] as const

/** E-mail. What was sent leaves no reliable trace, so that one whose outcome is unknown is for a person to look after. */
export const APIEmailService = {
  /** Sends an e-mail to contacts; run again, it sends it again. */
  sendEmail: once<
    [
      contactIds: readonly Id[],
      fromAddress: string,
      toAddress: string,
      ccAddress: string,
      bccAddress: string,
      contentType: string,
      subject: string,
      htmlBody: string,
      textBody: string,
    ]
  >(ids, text, text, text, text, text, text, text, text).gives(result.flag),
  /** Notes an e-mail that was sent elsewhere. */
  attachEmail: once<
    [
      contactId: Id,
      fromName: string,
      fromAddress: string,
      toAddress: string,
      ccAddress: string,
      bccAddress: string,
      contentType: string,
      subject: string,
      htmlBody: string,
      textBody: string,
      header: string,
      receivedDate: Time,
      sentDate: Time,
      emailSentType: number,
    ]
  >(id, text, text, text, text, text, text, text, text, text, text, time, time, whole).gives(result.flag),
  addEmailTemplate: once<Template>(...TEMPLATE).gives(result.id),
  updateEmailTemplate: repeatable<[templateId: Id, ...Template]>(id, ...TEMPLATE).gives(result.flag),
  getEmailTemplate: read<[templateId: Id]>(id).gives(result.struct),
  /** Tells whether an address may be written to: 0 no, 1 once, 2 always. */
  getOptStatus: read<[email: string]>(text).gives(result.whole),
  optIn: repeatable<[email: string, reason: string]>(text, text).gives(result.flag),
  optOut: repeatable<[email: string, reason: string]>(text, text).gives(result.flag),
} as const

/** Goals of campaigns. */
export const FunnelService = {
  /** Tells that a contact has reached a goal. */
  achieveGoal: once<[integration: string, callName: string, contactId: Id]>(text, text, id).gives(result.data),
} as const

/** Files, whose content is text in base64. */
export const FileService = {
  uploadFile: once<[fileName: string, base64: string, contactId?: Id]>(text, text, id.optional()).gives(result.data),
  replaceFile: repeatable<[fileId: Id, base64: string]>(id, text).gives(result.data),
  renameFile: repeatable<[fileId: Id, fileName: string]>(id, text).gives(result.data),
  getFile: read<[fileId: Id]>(id).gives(result.data),
  getDownloadUrl: read<[fileId: Id]>(id).gives(result.text),
} as const
