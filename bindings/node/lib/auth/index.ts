export { DsePlainTextAuthProvider } from './dse-plain-text-auth-provider';
export { NoAuthProvider } from './no-auth-provider';
export { PlainTextAuthProvider } from './plain-text-auth-provider';
export { Authenticator, AuthProvider } from './provider';
