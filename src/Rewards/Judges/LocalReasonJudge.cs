using Rlar.Inference;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Llama.Grammar;
using Rlar.Inference.Llama.Serving;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

/// <summary>A judge that lets a local model write its reasons and a number, under a grammar that allows nothing else.</summary>
/// <param name="card">The tool's card.</param>
/// <param name="model">The model.</param>
/// <param name="run">How it runs.</param>
/// <param name="mode">What is asked.</param>
internal sealed class LocalReasonJudge(ToolCard card, LocalModel model, ModelToolOptions run, ReasonJudge mode) : ModelTool(card, [model], run)
{
    private const int TokensBeside = 48;
    private readonly SamplingOptions _sampling = new()
    {
        // No token is shorter than a character's byte, and a character of JSON may be six.
        MaxTokens = mode.Length + TokensBeside,
        Temperature = mode.Temperature,
        Seed = mode.Seed,
        Grammar = JsonSchemaGrammar.Parse(mode.Reply.Schema),
    };

    private readonly ModelToolOptions _run = run;
    private IReadOnlyList<LlamaEngine> _engines = [];

    /// <inheritdoc/>
    protected override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        // One text at a time each, so that what is written does not depend on what is written beside it.
        var context = new LlamaContextOptions { ContextTokens = _run.ContextTokens }.Exact();
        var engines = new LlamaEngine[model.Shelf.Threads];
        for (var lane = 0; lane < engines.Length; lane++)
        {
            engines[lane] = await model.Shelf.GetAsync(
                $"engine {lane} {model.Files.Path} {_run.ContextTokens}",
                async stop => new LlamaEngine(await model.LlamaAsync(stop), new LlamaEngineOptions { Context = context }),
                cancellationToken);
        }

        _engines = engines;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<RewardOutcome> Score(IReadOnlyList<ScoringModel> opened, RolloutGroup group, CancellationToken cancellationToken)
    {
        var template = opened[0].Template ?? throw new InferenceException("The mode reason needs a chat template; template=none has none.");

        // The engines have threads of their own; this one holds a turn of the shelf meanwhile.
        return new FaultFinding(Card, mode, _ => new WrittenVerdicts(opened[0], template, _engines, _sampling, mode.Reply))
            .JudgeAsync(mode.Judged(group), null, cancellationToken).GetAwaiter().GetResult();
    }

    private sealed class WrittenVerdicts(
        ScoringModel opened, ChatTemplate template, IReadOnlyList<LlamaEngine> engines, SamplingOptions sampling, JudgeReply reply)
        : WatchedVerdicts
    {
        public override Task<(JudgeVerdict? Verdict, RewardOutcome? Instead)[]> AskAsync(
            JudgePrompt prompt,
            IReadOnlyList<string> allowed,
            IReadOnlyList<IReadOnlyDictionary<string, string>> asked,
            CancellationToken cancellationToken) =>
            Task.WhenAll(asked.Select((values, index) => AskAsync(engines[index % engines.Count], prompt, values, cancellationToken)));

        private async Task<(JudgeVerdict? Verdict, RewardOutcome? Instead)> AskAsync(
            LlamaEngine engine, JudgePrompt prompt, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
        {
            try
            {
                opened.CheckLength(values.Values.Sum(text => (long)text.Length));
                var encoded = template.Encode(prompt.Render(values), addAssistant: true);
                var made = await engine.GenerateAsync(new GenerationRequest(encoded, sampling), cancellationToken);
                return reply.Read(made.Text, made.Tokens.Count) is { } verdict
                    ? (verdict, null)
                    : (null, Without(new RewardOutcome.Failed(
                        "model", $"the judge came to no verdict within {made.Tokens.Count} tokens ({made.Finish}); raise reason-length")));
            }
            catch (InferenceException error)
            {
                return (null, Without(new RewardOutcome.Failed("model", error.Message)));
            }
        }
    }
}
