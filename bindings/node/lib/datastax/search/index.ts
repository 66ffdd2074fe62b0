export { DateRange, DateRangeBound, dateRangePrecision } from './date-range';
