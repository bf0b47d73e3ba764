create schema register;
