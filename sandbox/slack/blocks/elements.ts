import { limits } from '../limits.js';
import { all, anything, byType, type Check, exactlyOneOf, flag, list, number, object, oneOf, pattern, text } from './check.js';
import { anyText, confirmation, imageElement, option, plainText } from './text.js';

const type = anything;
const shared = { action_id: text(limits.actionId), confirm: confirmation };
const focus = { focus_on_load: flag, placeholder: plainText(limits.select.placeholder) };
const plainOption = option(plainText(limits.option.text));
const anyOption = option(anyText(limits.option.text));
const day = pattern(/^\d{4}-\d{2}-\d{2}$/, 'must be a date in the form YYYY-MM-DD');
const decimal = pattern(/^-?\d+(\.\d+)?$/, 'must be a number in a string');
const dispatch = { dispatch_action_config: object({}, { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) }) };

const button = object(
  { type, text: plainText(limits.button.text) },
  {
    ...shared,
    value: text(limits.button.value),
    url: text(limits.button.url),
    style: oneOf('primary', 'danger'),
    accessibility_label: text(limits.button.accessibilityLabel),
  },
);
const staticSelect = all(
  exactlyOneOf('options', 'option_groups'),
  object(
    { type },
    {
      ...shared,
      ...focus,
      options: list(plainOption, limits.select.options),
      option_groups: list(object({ label: plainText(limits.option.text), options: list(plainOption, limits.select.options) }), limits.select.groups),
      initial_option: plainOption,
    },
  ),
);
const overflow = object({ type, options: list(plainOption, limits.overflow.options) }, shared);
const usersSelect = object({ type }, { ...shared, ...focus, initial_user: text(30) });
const conversationsSelect = object(
  { type },
  {
    ...shared,
    ...focus,
    initial_conversation: text(30),
    default_to_current_conversation: flag,
    response_url_enabled: flag,
    filter: object(
      {},
      { include: list(oneOf('im', 'mpim', 'private', 'public'), 4), exclude_external_shared_channels: flag, exclude_bot_users: flag },
    ),
  },
);
const datepicker = object({ type }, { ...shared, ...focus, initial_date: day });
const radioButtons = object(
  { type, options: list(anyOption, limits.radioButtons.options) },
  { ...shared, focus_on_load: flag, initial_option: anyOption },
);
const checkboxes = object(
  { type, options: list(anyOption, limits.checkboxes.options) },
  { ...shared, focus_on_load: flag, initial_options: list(anyOption, limits.checkboxes.options) },
);
const plainTextInput = object(
  { type },
  {
    action_id: text(limits.actionId),
    ...focus,
    ...dispatch,
    initial_value: text(limits.plainTextInput.maxLength, 0),
    multiline: flag,
    min_length: number(0, limits.plainTextInput.maxLength),
    max_length: number(1, limits.plainTextInput.maxLength),
  },
);
const numberInput = object(
  { type, is_decimal_allowed: flag },
  { action_id: text(limits.actionId), ...focus, ...dispatch, initial_value: decimal, min_value: decimal, max_value: decimal },
);

const choices = {
  static_select: staticSelect,
  users_select: usersSelect,
  conversations_select: conversationsSelect,
  datepicker,
  radio_buttons: radioButtons,
  checkboxes,
};

/** What may stand in an actions block. */
export const actionElement: Check = byType({ button, overflow, ...choices });

/** What may stand beside a section's text. */
export const accessory: Check = byType({ button, overflow, image: imageElement, ...choices });

/** What may stand in an input block. */
export const inputElement: Check = byType({ plain_text_input: plainTextInput, number_input: numberInput, ...choices });
