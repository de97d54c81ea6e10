using System.Collections.Concurrent;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Scripts;

/// <summary>
/// Makes tools of scripts. A script is compiled here and never runs here: its calls are made by workers in the sandbox, and where there is no sandbox every outcome of the
/// tool is failed, with the reason.
/// </summary>
/// <param name="workers">The workers, which it does not own.</param>
public sealed class ScriptMaker(ScriptWorkers workers) : IDraftMaker
{
    private const int Revision = 1;
    private static readonly ToolOption<int> s_steps =
        ToolOption.Integer("steps", 5_000_000, "Steps of one call: turns of loops, entries of functions, what members of the library go through.", min: 1);
    private static readonly ToolOption<int> s_memory = ToolOption.Integer("memory", 64, "Mebibytes that one call may allocate.", min: 1, max: 512);
    private readonly ConcurrentDictionary<string, ScriptCompilation> _compiled = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public DraftForm Form => DraftForm.Script;

    /// <inheritdoc/>
    public ToolDefinition Define(ToolDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Form != Form)
            throw new DraftException($"{draft.Id} is a {draft.Form}, and no script.");
        var compilation = Compile(draft.Content);
        if (compilation.Script is not { } script)
            throw new DraftException($"{draft.Id} is refused:\n{string.Join('\n', compilation.Diagnostics)}");
        return new ToolDefinition(
            new ToolCard
            {
                Id = draft.Id,
                Kind = ToolKind.Verifier,
                Description = draft.Description,
                Requires = draft.Requires,
                Range = draft.Range,
                Cost = ToolCost.Moderate,
                LimitsItself = true,
                Provenance = draft.Provenance.Agent,
            },
            Revision,
            [s_steps, s_memory],
            (card, settings) => new ScriptTool(
                card, script, new ScriptLimits { Steps = settings.Get(s_steps), Memory = (long)settings.Get(s_memory) << 20 }, workers))
        {
            Facts = [new ToolFact("draft", () => draft.Hash)],
        };
    }

    /// <summary>Compiles a source, once.</summary>
    /// <param name="source">The script.</param>
    public ScriptCompilation Compile(string source) => _compiled.GetOrAdd(source, text => ScriptCompiler.Compile(text, CancellationToken.None));
}
