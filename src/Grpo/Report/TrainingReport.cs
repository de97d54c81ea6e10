using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Report;

/// <summary>
/// report.html: all of a run on one page that needs nothing else, neither network nor server. It is well-formed XML that browsers read as HTML; it works
/// without its script, whose hash is the only one that the page lets run.
/// </summary>
public static class TrainingReport
{
    private const int MostOfRecipe = 40_000;

    /// <summary>Reads a run's files and writes the page beside them, whole or not at all; one that is there is replaced.</summary>
    /// <param name="folder">The run; it may still go on.</param>
    /// <param name="cancellationToken">Ends the work; nothing is written then.</param>
    /// <exception cref="TrainingException">
    /// The folder holds no run, a file has a line that is no record (file, line and field are named), or the page cannot be written.
    /// </exception>
    public static void Write(RunFolder folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var page = Page(RunContents.Read(folder, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        var part = folder.Report + ".part";
        try
        {
            File.WriteAllText(part, page);
            File.Move(part, folder.Report, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException(
                $"{folder.Report}: cannot be written: {error.Message} The run's files are as they were; 'rlar train report' tries again.", error);
        }
    }

    /// <summary>The page of a run.</summary>
    internal static string Page(RunContents run)
    {
        var script = Unescaped(Resource("report.js"));
        object?[] sections =
        [
            Headline.Of(run), Curves.Of(run), EvaluationTable.Of(run.Evaluations), AlarmCards.Of(run.Alarms), SampleCards.Of(run.Samples), Recipe(run),
        ];
        var html = Html.Of(
            "html",
            null,
            Html.With("lang", "en"),
            Head(run, Text(script)),
            Html.Of("body", null, Html.Of("main", null, sections), Html.Of("script", null, script)));
        var text = new StringBuilder("<!DOCTYPE html>\n");
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None }))
            html.WriteTo(writer);
        return text.Append('\n').ToString();
    }

    private static XElement Head(RunContents run, string script)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        return Html.Of(
            "head",
            null,
            Html.Of("meta", null, Html.With("charset", "utf-8")),
            Html.Of(
                "meta",
                null,
                Html.With("http-equiv", "Content-Security-Policy"),
                Html.With("content", $"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'")),
            Html.Of("meta", null, Html.With("name", "viewport"), Html.With("content", "width=device-width, initial-scale=1")),
            Html.Of("meta", null, Html.With("name", "color-scheme"), Html.With("content", "light dark")),
            Html.Of("title", null, VisibleText.Plain($"{run.Model ?? run.Name} · training report", 160)),
            Html.Of("style", null, Unescaped(Resource("report.css"))));
    }

    private static XElement? Recipe(RunContents run) => run.Recipe is not { } recipe ? null : Html.Of(
        "section", null, Html.Of("h2", null, "Recipe"), Html.Of("pre", "recipe", VisibleText.Nodes("\n" + recipe.ReplaceLineEndings("\n"), MostOfRecipe)));

    // What neither HTML nor XML may escape: a comment of the script or the style hides from each the other's marks.
    private static object[] Unescaped(string text) => ["/*", new XCData($"*/\n{text}\n/*"), "*/"];

    private static string Text(object[] content) => $"/*<![CDATA[{((XCData)content[1]).Value}]]>*/";

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(TrainingReport).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
