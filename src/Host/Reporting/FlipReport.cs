using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rlar.Scoring.Replay;

namespace Rlar.Host.Reporting;

/// <summary>Verdicts that are others today, on standard output as they are found: three lines each, or one of JSON.</summary>
/// <param name="json">As JSON.</param>
internal sealed class FlipReport(bool json)
{
    private const int LongestText = 100;
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a flip.</summary>
    internal void Write(Flip flip)
    {
        if (json)
        {
            System.Console.WriteLine(Json(writer => Write(writer, flip)));
            return;
        }

        var tool = flip.ThenTool == flip.NowTool ? flip.NowTool : $"{flip.ThenTool} -> {flip.NowTool}";
        System.Console.WriteLine($"line {flip.Line} ({flip.Id}), completion {flip.Completion}, {tool}: {OutcomeText.Head(flip.Text, LongestText)}");
        System.Console.WriteLine($"  then {OutcomeText.Of(flip.Then)} ({flip.ThenVersion})");
        System.Console.WriteLine($"  now  {OutcomeText.Of(flip.Now)} ({flip.NowVersion})");
    }

    /// <summary>Writes the counts.</summary>
    internal void WriteEnd(ReplaySummary summary)
    {
        if (json)
        {
            System.Console.WriteLine(Json(writer => Write(writer, summary)));
            return;
        }

        var run = summary.Runs > 1 ? $"run {summary.Run} of {summary.Runs}: " : "";
        System.Console.WriteLine(
            $"{run}{Plural.Of(summary.Rows, "row")}, {Plural.Of(summary.Compared, "verdict")} compared: {summary.Flips:N0} {(summary.Flips == 1 ? "is another" : "are others")}, "
            + $"{summary.Failed:N0} failed");
        foreach (var (tool, count) in summary.NotAsked)
            System.Console.WriteLine($"{Plural.Of(count, "verdict")} of {tool} {Plural.Was(count)} not compared: today's tools for these rows are others; --with {tool} asks it");
        if (summary.BadRows > 0)
            System.Console.WriteLine($"{Plural.Of(summary.BadRows, "bad row")} {Plural.Was(summary.BadRows)} passed over");
    }

    private static void Write(Utf8JsonWriter writer, Flip flip)
    {
        writer.WriteStartObject();
        writer.WriteNumber("line", flip.Line);
        writer.WriteString("id", flip.Id);
        writer.WriteNumber("completion", flip.Completion);
        writer.WriteString("text", flip.Text);
        writer.WriteString("reference", flip.Reference);
        writer.WriteString("then_tool", flip.ThenTool);
        writer.WriteString("then_version", flip.ThenVersion);
        OutcomeText.WriteJson(writer, "then", flip.Then);
        writer.WriteString("now_tool", flip.NowTool);
        writer.WriteString("now_version", flip.NowVersion);
        OutcomeText.WriteJson(writer, "now", flip.Now);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReplaySummary summary)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("summary");
        writer.WriteNumber("run", summary.Run);
        writer.WriteNumber("runs", summary.Runs);
        writer.WriteNumber("rows", summary.Rows);
        writer.WriteNumber("compared", summary.Compared);
        writer.WriteNumber("flips", summary.Flips);
        writer.WriteNumber("failed", summary.Failed);
        writer.WriteStartObject("not_asked");
        foreach (var (tool, count) in summary.NotAsked)
            writer.WriteNumber(tool, count);
        writer.WriteEndObject();
        writer.WriteNumber("bad_rows", summary.BadRows);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
            write(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
