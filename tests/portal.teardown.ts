import { closePortal } from './portal.setup.ts';

export default closePortal;
