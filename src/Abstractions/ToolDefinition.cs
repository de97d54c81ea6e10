using System.Security.Cryptography;
using System.Text;

namespace Rlar;

/// <summary>How one kind of tool is made. A definition is data about the tool; the tool itself is made once its settings are known.</summary>
/// <param name="Draft">The card, but for its version.</param>
/// <param name="Revision">Raised whenever a change of code can change a verdict.</param>
/// <param name="Options">The options that it has.</param>
/// <param name="Make">Makes the tool from its card and the values of its options.</param>
public sealed record ToolDefinition(
    ToolCard Draft, int Revision, IReadOnlyList<ToolOption> Options, Func<ToolCard, ToolSettings, IRewardTool> Make)
{
    /// <summary>What decides verdicts and is no option. Default: nothing.</summary>
    public IReadOnlyList<ToolFact> Facts { get; init; } = [];

    /// <summary>
    /// Whether the tool judges what a policy thinks, too (its length, its repetitions, its likelihood): thinking without an end is nothing special
    /// to it then, and it has no option <see cref="ThinkingOption"/>. Default false. A shaper never has it.
    /// </summary>
    public bool ReadsThinking { get; init; }

    /// <summary>Makes the tool. Where the prompt opened thinking that a completion never closes, its value is the worst of the tool's range.</summary>
    /// <param name="given">Options as given, or null for the defaults; an unknown one is refused.</param>
    /// <exception cref="ToolException">An option that the tool does not have, or a value that it does not take.</exception>
    public IRewardTool Create(IReadOnlyDictionary<string, string>? given = null)
    {
        var settings = Read(given ?? new Dictionary<string, string>());
        var tool = Make(Draft with { Version = VersionOf(settings) }, settings);
        return IsGated && settings.Effective[ThinkingOption.Name] is var thinking and not ("none" or "keep")
            ? new ThinkingGate(tool, thinking == "opened")
            : tool;
    }

    /// <summary>The card of the tool with default options, without making the tool.</summary>
    public ToolCard DefaultCard() => Draft with { Version = VersionOf(Read(new Dictionary<string, string>())) };

    /// <summary>Reads and checks options without making the tool.</summary>
    /// <param name="given">Option to value, as after <c>--set option=value</c>; an unknown one is refused.</param>
    /// <exception cref="ToolException">An option that the tool does not have, or a value that it does not take.</exception>
    public ToolSettings Read(IReadOnlyDictionary<string, string> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var isShared = IsGated && !Options.Any(option => option.Name == ThinkingOption.Name);
        var settings = new ToolSettings(Draft.Id, isShared ? [.. Options, ThinkingOption.Shared] : Options, Facts, given);
        if (isShared)
            settings.Get(ThinkingOption.Shared);
        return settings;
    }

    private bool IsGated => !ReadsThinking && Draft.Kind != ToolKind.Shaper;

    private string VersionOf(ToolSettings settings)
    {
        var content = new StringBuilder().Append(Draft.Id).Append('\n').Append(Revision).Append('\n');
        foreach (var (name, value) in settings.Effective)
            content.Append(name).Append('=').Append(value).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())))[..12];
    }
}
