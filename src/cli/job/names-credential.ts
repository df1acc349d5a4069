const CREDENTIAL =
  /passw|passphrase|passcode|(?:^|[_-])pass$|pwd|secret|token|credential|authorization|session.?id|(?:api|access|private).?key/i

/** Whether something of this name is a credential, whatever it stands in. */
export function namesCredential(name: string): boolean {
  return CREDENTIAL.test(name)
}
