// LLamaSharp hosts the model, RLAR asks it for verdicts: any IChatClient can be a judge.
//   dotnet run -c Release --project examples/llamasharp-judge -- MODEL.gguf
// RLAR's own engine is not touched here: two builds of llama.cpp do not share a process.
using System.Security.Cryptography;
using LLama;
using LLama.Abstractions;
using LLama.Common;
using LLama.Native;
using LLama.Transformers;
using LLamaSharpJudge;
using Rlar;
using Rlar.Rewards.Judges;
using Rlar.Scoring.Run;

if (args is not [var path, .. var rest])
{
    Console.Error.WriteLine("usage: llamasharp-judge MODEL.gguf [score|yes-no|pairwise|best-of-n]");
    return 2;
}

if (!File.Exists(path))
{
    Console.Error.WriteLine($"llamasharp-judge: there is no file {path}");
    return 2;
}

var mode = rest.FirstOrDefault() ?? "score";

NativeLibraryConfig.All.WithLogCallback((_, _) => { });
var parameters = new ModelParams(path) { ContextSize = 2048, GpuLayerCount = 0, Threads = 1, BatchThreads = 1 };
using var weights = await LLamaWeights.LoadFromFileAsync(parameters);
var executor = new StatelessExecutor(weights, parameters);
using var client = new FormattedChatClient(executor.AsChatClient(new PromptTemplateTransformer(weights)));

// The hash of the model goes into the tool's version: other weights are another judge.
var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path)))[..12];
var judge = ChatJudge.Definition("judge/llamasharp", client, requests: 1, new ToolFact("model", () => hash));
var run = new RewardRun(new FixedRouter(judge.Create(new Dictionary<string, string> { ["mode"] = mode })));

var group = new RolloutGroup(
    new Query { Id = "capital", Prompt = [new Message("user", "What is the capital of France?")], References = ["Paris"] },
    [new Completion("The capital of France is Paris."), new Completion("I like turtles.")]);
var scored = await run.ScoreAsync(group, CancellationToken.None);
foreach (var (completion, outcome) in scored.Group.Completions.Zip(scored.Outcomes))
    Console.WriteLine($"{outcome.Outcome.Status}  {(outcome.Outcome as RewardOutcome.Scored)?.Value}  {completion.Text}");
return 0;
