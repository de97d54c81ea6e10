using System.Globalization;
using System.Text.Json;
using Rlar.Inference;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Llama.Grammar;
using Rlar.Inference.Llama.Serving;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

/// <summary>Lets the model write down its reasons, then a number, under a grammar that allows nothing else. For models strong enough to reason.</summary>
internal sealed class ReasonJudge : JudgeTool
{
    private const int TokensBeside = 48;
    private static readonly ToolOption<int> s_reasonLength =
        ToolOption.Integer("reason-length", 400, "The most characters of the reasons.", 1, 10_000);
    private static readonly ToolOption<double> s_temperature =
        ToolOption.Number("temperature", 0, "How freely the reasons are drawn; 0: the likeliest token each time.", 0, 100);
    private static readonly ToolOption<int> s_seed = ToolOption.Integer("seed", 0, "Where the draws begin.");
    private static readonly JudgePrompt s_prompt = JudgePrompt.BuiltIn("reason");
    private readonly LocalModel _model;
    private readonly string _criterion;
    private readonly int _scale;
    private readonly SamplingOptions _sampling;
    private LlamaEngine? _engine;

    internal ReasonJudge(ToolCard card, ToolSettings settings, LocalModel model, JudgeOptions options, int scale)
        : base(card, model, options)
    {
        _model = model;
        _scale = scale;
        _criterion = string.Join(' ', settings.Get(Principle.Option).Select(principle => principle.Question));
        var length = settings.Get(s_reasonLength);
        _sampling = new SamplingOptions
        {
            // No token is shorter than a character's byte, and a character of JSON may be six.
            MaxTokens = length + TokensBeside,
            Temperature = settings.Get(s_temperature),
            Seed = settings.Get(s_seed),
            Grammar = JsonSchemaGrammar.Parse($$$"""
                {"type": "object", "properties": {"reasoning": {"type": "string", "maxLength": {{{length}}}}, "score": {"type": "integer", "minimum": 1, "maximum": {{{scale}}}}},
                 "required": ["reasoning", "score"], "additionalProperties": false}
                """),
        };
    }

    /// <summary>The options of this mode beside the scale: principles, reason-length (400), temperature (0) and seed (0).</summary>
    internal static IReadOnlyList<ToolOption> OwnOptions { get; } = [Principle.Option, s_reasonLength, s_temperature, s_seed];

    /// <inheritdoc/>
    protected override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var run = Options.Run;
        var threads = _model.Shelf.Threads;
        _engine = await _model.Shelf.GetAsync(
            $"engine {_model.Files.Path} {run.Sequences} {run.ContextTokens}",
            async stop => new LlamaEngine(await _model.LlamaAsync(stop), new LlamaEngineOptions { Context = run.Context(threads) }),
            cancellationToken);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<RewardOutcome> Score(IReadOnlyList<ScoringModel> opened, RolloutGroup group, CancellationToken cancellationToken)
    {
        var template = opened[0].Template ?? throw new InferenceException("The mode reason needs a chat template; template=none has none.");
        var question = Question(group.Query);

        // The engine has a thread of its own; this one holds the shelf's turn meanwhile.
        return Task.WhenAll(group.Completions.Select(completion =>
                JudgeAsync(opened[0], template, question, Answer(completion), cancellationToken)))
            .GetAwaiter().GetResult();
    }

    private async Task<RewardOutcome> JudgeAsync(
        ScoringModel opened, ChatTemplate template, string question, string answer, CancellationToken cancellationToken)
    {
        if (JudgedAnswer.IsBlank(answer))
            return new RewardOutcome.Scored(1) { Reason = "no answer: blanks and punctuation" };
        try
        {
            opened.CheckLength(question.Length + (long)answer.Length);
            var prompt = template.Encode(s_prompt.Render(Values(question, answer)), addAssistant: true);
            var made = await _engine!.GenerateAsync(new GenerationRequest(prompt, _sampling), cancellationToken);
            return Read(made);
        }
        catch (InferenceException error)
        {
            return new RewardOutcome.Failed("model", error.Message);
        }
    }

    private Dictionary<string, string> Values(string question, string answer) => new()
    {
        ["rubric"] = Options.Rubric,
        ["query"] = Fence.Around("question", question, answer),
        ["answer"] = Fence.Around("answer", answer, question),
        ["criterion"] = _criterion,
        ["scale"] = _scale.ToString(CultureInfo.InvariantCulture),
    };

    private static RewardOutcome Read(Generation made)
    {
        try
        {
            using var json = JsonDocument.Parse(made.Text);
            return new RewardOutcome.Scored(json.RootElement.GetProperty("score").GetInt32())
            {
                Reason = json.RootElement.GetProperty("reasoning").GetString(),
                Parts = new Dictionary<string, double> { ["tokens"] = made.Tokens.Count },
            };
        }
        catch (JsonException)
        {
            return new RewardOutcome.Failed("model", $"the judge came to no verdict within {made.Tokens.Count} tokens ({made.Finish}); raise reason-length");
        }
    }
}
