import { DuckDBInstance } from '@duckdb/node-api';
const dir=process.argv[2];
const c=await (await DuckDBInstance.create()).connect();
const r=(await c.runAndReadAll(`select o.pd, u.bad, a.amountFen from '${dir}/truth/oracle.parquet' o join '${dir}/outcomes.parquet' u using (applicationId) join '${dir}/applications.parquet' a using (applicationId)`)).getRows();
const auc=(v:[number,number][])=>{v.sort((a,b)=>a[0]-b[0]);let i=0,sum=0,np=0;while(i<v.length){let j=i;while(j<v.length&&v[j]![0]===v[i]![0])j++;const rank=(i+1+j)/2;for(let k=i;k<j;k++)if(v[k]![1]){sum+=rank;np++;}i=j;}const nn=v.length-np;return (sum-np*(np+1)/2)/(np*nn);};
const v=r.map(x=>[Number(x[0]),Number(x[1])] as [number,number]);
console.log('n',v.length,'bads',v.filter(x=>x[1]).length,'mean pd',v.reduce((a,x)=>a+x[0],0)/v.length,'bad',v.reduce((a,x)=>a+x[1],0)/v.length,'AUC',auc(v));
const edges=[0,.005,.02,.05,.1,.2,.35,.6,1.01];
for(let k=0;k+1<edges.length;k++){const g=v.filter(x=>x[0]>=edges[k]!&&x[0]<edges[k+1]!); if(g.length) console.log(edges[k],g.length,(g.reduce((a,x)=>a+x[0],0)/g.length).toFixed(3),(g.reduce((a,x)=>a+x[1],0)/g.length).toFixed(3));}
