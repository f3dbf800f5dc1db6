// @peculiar/x509 needs the polyfill before it is loaded: everything of ours takes the library from here.
import 'reflect-metadata';

export * from '@peculiar/x509';
