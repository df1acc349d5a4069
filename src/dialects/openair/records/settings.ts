import { wordsOf } from '../../words.ts'
import { fields } from './words.ts'

/** Lists, settings and things attached. */
export const settings = {
  Category: fields(`
    name active code cost_centerid cost_rate currency externalid fixed_fee notes other_rate other_rate_type
    picklist_label rate taxable
  `),
  Costcenter: fields('name active code externalid notes picklist_label'),
  Currency: wordsOf('created updated attributes rate symbol'),
  Currencyrate: wordsOf('attributes cname crate csymbol date type'),
  Filterset: fields('name active all_access default_filter_set externalid notes'),
  CustField: fields(`
    name active association decpos defnow description divider divider_text force_unique hidden_data_entry hint
    maxlength mover never_copy next_seq pick_source picker required rows seq size title userid valuelist
  `),
  HierarchyNode: fields('name externalid hierarchyid isalevel isanode levelid notes parentid recordid'),
  ImportExport: wordsOf('id attributes application exported externalid imported type'),
  Attachment: fields(`
    name attachmentid base64_data file_name hash_name is_a_folder locked_by notes owner_type ownerid parentid
    workspaceid
  `),
  Report: fields('name date_created email_report relatedid thin_client_context type userid'),
} as const
