using System.Globalization;
using System.Xml.Linq;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Report;

/// <summary>Completions to be read: the best, the worst, and some at random. Their texts are nobody's word: all of it is shown, nothing of it acts.</summary>
internal static class SampleCards
{
    private const int MostOfCompletion = 2400;
    private const int MostOfPrompt = 1000;
    private const int MostOfName = 60;
    private const int MostTools = 12;

    /// <summary>The section; null where no samples were kept.</summary>
    internal static XElement? Of(ShownSamples samples) => samples.Count == 0 ? null : Html.Of(
        "section",
        "samples",
        Html.Of("h2", null, "Completions"),
        Html.Of(
            "p",
            "note",
            $"Of {samples.Count.ToString("N0", CultureInfo.InvariantCulture)} in samples.jsonl: ",
            "the best, the worst, and one at random of each stretch of the run."),
        Html.Of(
            "ol",
            "cards",
            samples.Best.Select(one => Card(one, "best")),
            samples.Worst.Select(one => Card(one, "worst")),
            samples.Random.Select(one => Card(one, "random"))));

    private static XElement Card(SampleRecord sample, string why) => Html.Of(
        "li",
        why,
        Html.With("data-step", sample.Step),
        Html.With("data-tokens", sample.Tokens),
        sample.Reward is { } reward ? Html.With("data-reward", reward.ToString("R", CultureInfo.InvariantCulture)) : null,
        sample.Advantage is { } advantage ? Html.With("data-advantage", advantage.ToString("R", CultureInfo.InvariantCulture)) : null,
        Html.Of(
            "div",
            "facts",
            Html.Of("span", "why", why),
            Fact("reward", Figures.Data(sample.Reward)),
            Fact("advantage", Figures.Data(sample.Advantage)),
            sample.Tools.Take(MostTools).Select(tool => Fact(VisibleText.Plain(tool.Key, MostOfName), Figures.Data(tool.Value))),
            Html.Of("span", null, $"{(sample.Split == "heldout" ? "held out, " : "")}step {sample.Step.ToString("N0", CultureInfo.InvariantCulture)}"),
            Html.Of("span", null, $"{sample.Tokens.ToString("N0", CultureInfo.InvariantCulture)} tokens{(sample.Truncated ? ", cut off" : "")}")),
        Html.Of("details", null, Html.Of("summary", null, "Prompt of ", VisibleText.Nodes(sample.Id, MostOfName)), Text(sample.Prompt, MostOfPrompt)),
        Text(sample.Completion, MostOfCompletion));

    private static XElement Fact(string name, XElement value) => Html.Of("span", null, name, " ", value);

    private static XElement Text(string text, int most) => Html.Of(
        "div", "text", Html.With("dir", "auto"), text.Length == 0 ? Html.Of("span", "mark", "empty") : VisibleText.Nodes(text, most));
}
