import { simulateDistrict } from './src/world/simulate-district.ts';
import { openWorld, baselineScenario } from './src/world/index.ts';
import { emitRecords } from './src/world/emit/index.ts';
import { openRecordBuffer } from './src/world/record-buffer.ts';
import { sourceNames } from './src/sources/index.ts';
import { writeTable, readTable } from './src/table/index.ts';
const world=openWorld(baselineScenario,7,24); 
for (let r=0;r<2;r++){ let t=performance.now(); const L=simulateDistrict(world,0,500); console.log('sim',performance.now()-t); t=performance.now();
const b=new Map(sourceNames.map(n=>[n,openRecordBuffer(n)])); for(const l of L.lives) emitRecords(world,l,(s,rec)=>b.get(s)!.push(rec)); console.log('emit',performance.now()-t);
let tot=0; for(const [n,x] of b){ t=performance.now(); const tab=x.toTable(); await writeTable(`/tmp/wt-${n}.parquet`,tab); const dt=performance.now()-t; tot+=dt; if(dt>60) console.log(n,tab.nRows,dt.toFixed(0)); } console.log('write',tot); }
