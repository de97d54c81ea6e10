using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Rlar.Host.Reporting;

/// <summary>A tool's card, for a person or a program.</summary>
internal static class ToolCardText
{
    /// <summary>One line.</summary>
    /// <param name="card">The card.</param>
    /// <param name="width">The columns that the id has.</param>
    internal static string Line(ToolCard card, int width) => $"{card.Id.PadRight(width)} {Kind(card),-12} {Range(card),-10} {Names(card),-26} {card.Description}";

    /// <summary>All of it.</summary>
    internal static string Whole(ToolCard card, ToolSettings settings)
    {
        var options = settings.Options.ToDictionary(option => option.Name);
        var text = new StringBuilder()
            .AppendLine(card.Id)
            .AppendLine($"  {card.Description}")
            .AppendLine($"  kind        {Kind(card)}")
            .AppendLine($"  needs       {Sentences(card)}")
            .AppendLine($"  values      {Range(card)}{(card.Range.HigherIsBetter ? "" : ", lower is better")}")
            .AppendLine($"  cost        {card.Cost.ToString().ToLowerInvariant()}")
            .AppendLine($"  provenance  {card.Provenance}")
            .AppendLine($"  version     {card.Version}")
            .Append($"  options     {(settings.Effective.Count == 0 ? "none" : "")}");
        foreach (var (name, value) in settings.Effective)
        {
            if (options.TryGetValue(name, out var option))
                text.AppendLine().AppendLine($"    --set {name}={value}").Append($"        {option.Description} Takes {option.Takes}.");
            else
                text.AppendLine().Append($"    {name} is {value}");
        }

        return text.ToString();
    }

    /// <summary>One JSON object.</summary>
    internal static string Json(ToolCard card, IReadOnlyDictionary<string, string>? options)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", card.Id);
            json.WriteString("kind", Kind(card));
            json.WriteString("description", card.Description);
            json.WriteString("needs", Names(card));
            json.WriteStartArray("requires");
            foreach (var requirement in card.Requires)
            {
                json.WriteStartObject();
                json.WriteString("name", requirement.Name);
                json.WriteString("sentence", requirement.Sentence);
                json.WriteBoolean("optional", requirement.IsOptional);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("range");
            json.WriteNumberValue(card.Range.Min);
            json.WriteNumberValue(card.Range.Max);
            json.WriteEndArray();
            json.WriteBoolean("higher_is_better", card.Range.HigherIsBetter);
            json.WriteString("cost", card.Cost.ToString().ToLowerInvariant());
            json.WriteString("provenance", card.Provenance);
            json.WriteString("version", card.Version);
            if (options is not null)
            {
                json.WriteStartObject("options");
                foreach (var (name, value) in options)
                    json.WriteString(name, value);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string Kind(ToolCard card) => card.Kind == ToolKind.RewardModel ? "reward-model" : card.Kind.ToString().ToLowerInvariant();

    // What may be there and must read is marked; what must be there stands as it is.
    private static string Names(ToolCard card) => Joined(
        ", ", [.. card.Requires.Select(needed => needed.IsOptional ? $"{needed.Name}?" : needed.Name), .. card.AsksModel ? ["model"] : Array.Empty<string>()]);

    private static string Sentences(ToolCard card) => Joined(
        $"{Environment.NewLine}              ", [.. card.Requires.Select(needed => needed.Sentence), .. card.AsksModel ? ["a model"] : Array.Empty<string>()]);

    private static string Joined(string between, string[] needs) => needs.Length == 0 ? "nothing" : string.Join(between, needs);

    private static string Range(ToolCard card) =>
        string.Create(CultureInfo.InvariantCulture, $"{card.Range.Min}..{card.Range.Max}");
}
