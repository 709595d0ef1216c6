import { countBadFutures } from './src/world/oracle.ts';
import { baselineScenario } from './src/world/index.ts';
for (const [a,b] of [[0,4],[4,8]]) { const t=performance.now(); const c=countBadFutures({scenario:baselineScenario,seed:7,months:24,start:0,end:1000,from:a!,to:b!}); const k=[...c].filter(x=>x>=0); console.log(k.length, k.reduce((x,y)=>x+y,0)/k.length/(b!-a!), (performance.now()-t).toFixed(0)); }
