import { openWorld, baselineScenario } from './src/world/index.ts';
import { openDistrict, twinOf, copyState } from './src/world/economy/district.ts';
import { openDraws } from './src/world/economy/draws.ts';
import { runWeeks, applicantsByWeek } from './src/world/economy/run.ts';
const world = openWorld(baselineScenario, 7, 24); const nW=world.timeline.nWeeks;
const d=openDistrict(world,0,1000); const draws=openDraws(7,nW); const t=twinOf(d,world);
const ap=applicantsByWeek(d); let nb=0,n=0, nb2=0;const late:any[]=[];
const full=openDistrict(world,0,1000); runWeeks(full,{draws,granting:'trial'},0,nW);
for(let w=0;w<nW;w++){ const ask=(ap.get(w)??[]).filter(i=>d.channel[i]!==3); if(ask.length){ copyState(d,t); runWeeks(t,{draws,granting:'trial'},w,Math.min(nW,w+56)); for(const i of ask){const l=t.ownLoan[i]!, l2=full.ownLoan[i]!; if(l>=0){n++; const b=t.loanBadDay[l]!<2**31-1, b2=full.loanBadDay[l2]!<2**31-1; if(b)nb++; if(b2)nb2++; if(b!==b2) late.push([w,i,l,l2,t.loanBadDay[l],full.loanBadDay[l2], d.world.timeline.week0+7*(w+56)]);}} }
 runWeeks(d,{draws,granting:'trial'},w,w+1);}
console.log(n,nb,nb2,late.slice(0,8));
