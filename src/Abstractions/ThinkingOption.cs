namespace Rlar;

/// <summary>
/// The option <c>thinking</c>, which every tool has that judges answers: what is known of thinking that a prompt has opened. A policy whose template
/// ends in <c>&lt;think&gt;</c> thinks from its first word, and a completion that never closes it holds no answer.
/// </summary>
public static class ThinkingOption
{
    /// <summary>The option's name.</summary>
    internal const string Name = "thinking";

    private const string Means = "Whether the prompt had opened the thinking, which a completion must close before it answers: opened for prompts "
        + "without their template, none for completions without their thinking, auto to see it by the prompt.";

    /// <summary>The option of a tool that reads answers alone: auto, opened or none.</summary>
    internal static ToolOption<string> Shared { get; } = ToolOption.Choice(Name, "auto", Means, "auto", "opened", "none");

    /// <summary>
    /// The option of a tool that can judge the thinking, too, with the value keep: nothing is left out then. strip is auto by an older name.
    /// </summary>
    public static ToolOption<string> WithKeep() =>
        ToolOption.Choice(Name, "auto", Means + " keep: the thinking is judged, too.", "auto", "opened", "none", "keep", "strip");
}
