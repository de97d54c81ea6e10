using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rlar.Agents.Drafts;
using Rlar.Agents.Scouting;

namespace Rlar.Host.Reporting;

/// <summary>What a search for a reward model found, as lines or JSON.</summary>
internal static class ScoutReportText
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>The report for a person.</summary>
    internal static string Lines(ScoutReport report)
    {
        var text = new StringBuilder();
        foreach (var found in report.Candidates)
        {
            var rank = found.Rank == 0 ? "-" : $"{found.Rank}";
            text.Append(CultureInfo.InvariantCulture, $"{rank,3}  {found.Verdict,-13}  claim {found.Claim.Total,5:0.00}  ");
            text.Append(CultureInfo.InvariantCulture, $"{found.Candidate.Source.ToString().ToLowerInvariant()}: {Shown(found.Candidate.Name)}\n");
            text.Append(CultureInfo.InvariantCulture, $"       {Shown(found.Why)}\n");
            if (found.Candidate.Card.Flags.Count > 0)
                text.Append(CultureInfo.InvariantCulture, $"       its card warns: {string.Join(", ", found.Candidate.Card.Flags)}\n");
        }

        foreach (var (place, why) in report.Sources)
            text.Append(CultureInfo.InvariantCulture, $"not asked: {Shown(place)}: {Shown(why)}\n");
        text.Append(CultureInfo.InvariantCulture, $"{Shown(report.Why)}\n");
        var figures = report.Figures;
        var chosen = figures.Rank?.ToString(CultureInfo.InvariantCulture) ?? "-";
        text.Append(CultureInfo.InvariantCulture, $"rank of the chosen {chosen} of {figures.Considered}; tried {figures.Tried}, ");
        text.Append(CultureInfo.InvariantCulture, $"integrated {figures.ShareIntegrated:0.00}, executable {figures.ShareExecutable:0.00}; ");
        return text.Append(CultureInfo.InvariantCulture, $"{figures.Seconds:0.0} s, {figures.Tokens} tokens\n").ToString();
    }

    // Names of files and what cards say are others' words: none of them moves the cursor, colours the screen or turns the line round.
    internal static string Shown(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator)
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                shown.Append(character);
        }

        return shown.ToString();
    }

    /// <summary>The report as JSON.</summary>
    internal static string Json(ScoutReport report) => JsonSerializer.Serialize(
        new
        {
            Task = report.Task.Description,
            Chosen = report.Chosen is { } draft ? Shown(draft) : null,
            report.Why,
            report.Figures,
            NotAsked = report.Sources.Select(source => new { Place = source.Key, Why = source.Value }),
            Candidates = report.Candidates.Select(found => new
            {
                found.Candidate.Name,
                found.Candidate.Source,
                found.Candidate.Where,
                found.Rank,
                found.Verdict,
                found.Why,
                found.Candidate.Licence,
                found.Candidate.Bytes,
                found.Candidate.Shape,
                found.Claim,
                found.Candidate.Card.Flags,
                Claimed = found.Candidate.Card.Metrics,
                Measure = found.Measure is { Pairs: > 0 } ? found.Measure : null,
                found.Candidate.Files,
            }),
        },
        s_json) + "\n";

    private static object Shown(ToolDraft draft) => new
    {
        draft.Id,
        draft.Name,
        draft.Task,
        draft.Description,
        draft.Form,
        draft.Content,
        draft.Hash,
        draft.Provenance,
    };
}
