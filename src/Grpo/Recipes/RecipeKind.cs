using System.Globalization;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Rlar.Grpo.Recipes;

/// <summary>What values of a key are, how they are read and how they are written.</summary>
/// <typeparam name="T">What a value is.</typeparam>
/// <param name="Takes">In words that follow "takes".</param>
/// <param name="Read">Reads a value or throws a <see cref="RecipeValueException"/>.</param>
/// <param name="Write">Writes it on one line.</param>
internal sealed record RecipeKind<T>(string Takes, Func<YamlNode, T> Read, Func<T, string> Write);

/// <summary>The kinds that there are.</summary>
internal static class RecipeKind
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static RecipeKind<string> Text { get; } = new("a text", ScalarOf, Quoted);

    internal static RecipeKind<IReadOnlyList<string>> Texts { get; } = new("a text or a list of texts", TextsOf, WriteTexts);

    internal static RecipeKind<bool> Flag { get; } = new(
        "true or false",
        node => ScalarOf(node) switch
        {
            "true" => true,
            "false" => false,
            var other => throw new RecipeValueException(node, $"takes true or false, not '{other}'"),
        },
        value => value ? "true" : "false");

    internal static RecipeKind<int> Integer(int least, int most = int.MaxValue)
    {
        var takes = most == int.MaxValue ? $"a whole number from {least}" : $"a whole number from {least} to {most}";
        return new(
            takes,
            node => int.TryParse(ScalarOf(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
                ? value
                : throw new RecipeValueException(node, $"takes {takes}, not '{ScalarOf(node)}'"),
            value => value.ToString(CultureInfo.InvariantCulture));
    }

    internal static RecipeKind<double> Number(double least, double most = double.PositiveInfinity, bool isAbove = false)
    {
        var takes = (isAbove ? $"a number above {Plain(least)}" : $"a number from {Plain(least)}")
            + (double.IsPositiveInfinity(most) ? "" : isAbove ? $", at most {Plain(most)}" : $" to {Plain(most)}");
        return new(takes, node => NumberOf(node, takes, value => (isAbove ? value > least : value >= least) && value <= most), Plain);
    }

    internal static RecipeKind<IReadOnlyList<double>> Pair(double least, double below)
    {
        var takes = $"two numbers from {Plain(least)}, below {Plain(below)}";
        return new(
            takes,
            node => node is YamlSequenceNode { Children: [var first, var second] }
                ? [NumberOf(first, takes, InRange), NumberOf(second, takes, InRange)]
                : throw new RecipeValueException(node, $"takes {takes}, such as [0.9, 0.999]"),
            value => $"[{string.Join(", ", value.Select(Plain))}]");

        bool InRange(double value) => value >= least && value < below;
    }

    internal static RecipeKind<string> Choice(IEnumerable<string> words)
    {
        string[] known = [.. words];
        var takes = $"one of {string.Join(", ", known)}";
        return new(takes, node => known.Contains(ScalarOf(node)) ? ScalarOf(node) : throw Unknown(node, known, takes), Quoted);
    }

    internal static RecipeKind<IReadOnlyDictionary<string, double>> Weights { get; } = new(
        "a number by name",
        node => node is YamlMappingNode map
            ? map.Children.ToDictionary(pair => ScalarOf(pair.Key), pair => NumberOf(pair.Value, "a number", double.IsFinite))
            : throw new RecipeValueException(node, "takes a number by name, such as {math: 1, length: 0.2}"),
        value => $"{{{string.Join(", ", value.Select(pair => $"{Quoted(pair.Key)}: {Plain(pair.Value)}"))}}}");

    /// <summary>Some words of a node that is one text.</summary>
    internal static string ScalarOf(YamlNode node) => node is YamlScalarNode scalar
        ? scalar.Value ?? ""
        : throw new RecipeValueException(node, $"takes one value, not {(node is YamlSequenceNode ? "a list" : "keys of its own")}");

    /// <summary>A text that YAML reads as that text: bare where that is safe.</summary>
    internal static string Quoted(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || "_-/.+".Contains(letter))
            ? text
            : JsonSerializer.Serialize(text, s_plain);

    internal static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> TextsOf(YamlNode node) => node switch
    {
        YamlSequenceNode list => [.. list.Children.Select(ScalarOf)],
        YamlScalarNode { Value: "" or null } => [],
        _ => [ScalarOf(node)],
    };

    private static string WriteTexts(IReadOnlyList<string> texts) => $"[{string.Join(", ", texts.Select(Quoted))}]";

    private static double NumberOf(YamlNode node, string takes, Func<double, bool> isGood) =>
        double.TryParse(ScalarOf(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && isGood(value)
            ? value
            : throw new RecipeValueException(node, $"takes {takes}, not '{ScalarOf(node)}'");

    private static RecipeValueException Unknown(YamlNode node, string[] known, string takes) =>
        new(node, NearNames.Of(ScalarOf(node), known).FirstOrDefault() is { } near
            ? $"takes {takes}, not '{ScalarOf(node)}'; did you mean {near}?"
            : $"takes {takes}, not '{ScalarOf(node)}'");
}
