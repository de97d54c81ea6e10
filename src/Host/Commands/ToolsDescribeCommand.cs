using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rlar.Agents.Authoring;
using Rlar.Agents.Drafts;

namespace Rlar.Host.Commands;

/// <summary><c>rlar tools describe TEXT</c>: the template that a description means, with the near misses that it was held against.</summary>
internal static class ToolsDescribeCommand
{
    private const int MostShown = 12;
    private const long LargestProbes = 4 << 20;
    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var text = new Argument<string>("TEXT") { Description = "What an answer must do, in a sentence or two; - reads it from standard input." };
        var probes = new Option<string?>("--probes")
        {
            Description = "Examples, one JSON object a line: {\"completion\": \"…\", \"right\": true, \"reference\"?: \"…\"}. They choose between readings.",
            HelpName = "file",
        };
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var command = new Command(
            "describe",
            """
            Writes a verifier for a description by templates: no model is asked, and no code is written. What is not understood is refused with the reason.
            Prints the draft, the answers beside its border that it was tried on, and how the description was read. docs/authoring.md has the templates.

              rlar tools describe "At most two sentences, and Berlin must be mentioned."
              rlar tools describe "The reply leads with No." --probes examples.jsonl --json

            Exit codes: 0 a draft, 1 refused, 2 bad usage or input.
            """)
        {
            text, probes, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var description = parsed.GetValue(text)!;
            if (description == "-")
                description = await System.Console.In.ReadToEndAsync(cancellationToken);
            var authored = new TemplateAuthor().Author(description, Read(parsed.GetValue(probes)));
            System.Console.WriteLine(parsed.GetValue(json) ? Json(authored) : Text(authored));
            return authored.IsRefused ? ExitCode.SomeFailed : ExitCode.Done;
        });
        return command;
    }

    private static List<Probe> Read(string? path)
    {
        var probes = new List<Probe>();
        if (path is null)
            return probes;
        if (!File.Exists(path))
            throw new HostException($"--probes: there is no file {path}.");
        if (new FileInfo(path).Length > LargestProbes)
            throw new HostException($"--probes: {path} has more than {LargestProbes >> 20} MB; some tens of examples do.");
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                probes.Add(Read(line, $"{path}, line {number}"));
        }

        return probes;
    }

    private static Probe Read(string line, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            if (row.ValueKind == JsonValueKind.Object && row.TryGetProperty("completion", out var completion) && completion.ValueKind == JsonValueKind.String
                && row.TryGetProperty("right", out var right) && right.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                string[] references = row.TryGetProperty("reference", out var reference) && reference.ValueKind == JsonValueKind.String
                    ? [reference.GetString()!] : [];
                var query = new Query { Id = place, Prompt = [new Message("user", "")], References = references };
                return new Probe(query, completion.GetString()!, right.GetBoolean()) { Source = "labelled" };
            }
        }
        catch (JsonException error)
        {
            throw new HostException($"{place}: no JSON: {error.Message}", error);
        }

        throw new HostException($"{place}: an example is {{\"completion\": \"…\", \"right\": true or false}}.");
    }

    private static string Text(AuthoredTemplate authored)
    {
        if (authored.Draft is not { } draft)
            return authored.Why;
        var lines = new List<string> { $"{draft.Id}  {draft.Hash}", $"  {draft.Content}", $"  {authored.Why}",
            $"  tried on {authored.NearMisses.Count} answers:" };
        foreach (var group in authored.NearMisses.GroupBy(miss => miss.IsRight).OrderByDescending(group => group.Key))
            lines.AddRange(group.Take(MostShown / 2).Select(miss => $"    {(miss.IsRight ? "right" : "wrong")}  {Shown(miss.Completion)}"));
        return string.Join('\n', lines);
    }

    private static string Shown(string answer)
    {
        var line = answer.ReplaceLineEndings("⏎");
        return line.Length > 100 ? line[..100] + "…" : line;
    }

    private static string Json(AuthoredTemplate authored) => new JsonObject
    {
        ["description"] = authored.Description,
        ["refused"] = authored.IsRefused,
        ["why"] = authored.Why,
        ["id"] = authored.Draft?.Id,
        ["hash"] = authored.Draft?.Hash,
        ["template"] = authored.Draft is { } draft ? JsonNode.Parse(draft.Content) : null,
        ["candidates"] = new JsonArray([.. authored.Candidates.Select(candidate => JsonNode.Parse(candidate))]),
        ["near_misses"] = new JsonArray([.. authored.NearMisses.Select(miss =>
            new JsonObject
            {
                ["completion"] = miss.Completion,
                ["right"] = miss.IsRight,
                ["reference"] = miss.Query.References is [var first, ..] ? first : null,
            })]),
    }.ToJsonString(s_json);
}
