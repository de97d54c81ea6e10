using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Rlar.Grpo.Report;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Tests.Report;

public sealed partial class TrainingReportTests
{
    private static readonly string[] s_elements =
    [
        "html", "head", "meta", "title", "style", "body", "main", "header", "section", "p", "h1", "h2", "h3", "b", "a", "dl", "dt", "dd", "div", "span", "data", "figure",
        "figcaption", "strong", "svg", "g", "path", "circle", "text", "table", "thead", "tbody", "tr", "th", "td", "article", "small", "ol", "li", "details", "summary", "pre", "script",
    ];

    [Fact]
    public void Write_ARun_IsOnePageThatNeedsNothingElse()
    {
        using var run = new WrittenRun();
        var (page, text) = Written(run);
        Assert.Equal(["#alarms"], page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src" or "action").Select(attribute => attribute.Value));
        Assert.DoesNotContain("url(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
        Assert.Contains("stories15M", page.Descendants().Single(element => element.Name.LocalName == "h1").Value, StringComparison.Ordinal);
        Assert.Contains("held-out rows 0.310 → 0.580 after 40 steps", page.Descendants().Single(element => Style(element) == "lead").Value, StringComparison.Ordinal);
        Assert.False(File.Exists(run.Folder.Report + ".part"));
    }

    // What the browser hashes is what stands between the tags.
    [Fact]
    public void Script_IsTheOnlyOneThatThePageLetsRun()
    {
        using var run = new WrittenRun();
        var (page, text) = Written(run);
        var script = text[(text.LastIndexOf("<script>", StringComparison.Ordinal) + 8)..text.LastIndexOf("</script>", StringComparison.Ordinal)];
        var policy = page.Descendants().Single(element => element.Attribute("http-equiv") is not null).Attribute("content")!.Value;
        Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script))), policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("&(lt|gt|amp);", script);
    }

    [Fact]
    public void Numbers_ThatAreShown_StandInTheRunsFiles()
    {
        using var run = new WrittenRun();
        var (page, _) = Written(run);
        var files = new[] { run.Folder.Metrics, run.Folder.Samples, run.Folder.Evaluations, run.Folder.Alarms };
        var known = files.SelectMany(file => Number().Matches(File.ReadAllText(file)).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))).ToHashSet();
        var shown = page.Descendants().Where(element => element.Name.LocalName == "data").ToList();
        Assert.InRange(shown.Count, 60, 1000);
        Assert.All(shown, data =>
        {
            var value = double.Parse(data.Attribute("value")!.Value, CultureInfo.InvariantCulture);
            Assert.Contains(value, known);
            var text = double.Parse(data.Value.Replace('−', '-'), CultureInfo.InvariantCulture);
            Assert.Equal(value, text, Math.Abs(value) * 0.005 + 1e-9);
        });
        // With fewer steps than pixels the curves are the data, too; three to four digits of them.
        var drawn = page.Descendants().Attributes("data-hover").SelectMany(hover => Track().Matches(hover.Value).Select(match => match.Groups[1].Value.Replace('−', '-'))).ToList();
        Assert.InRange(drawn.Count, 500, 5000);
        var rounded = known.Select(value => Figures.Text(value).Replace(",", "", StringComparison.Ordinal).Replace('−', '-')).ToHashSet();
        Assert.All(drawn, value => Assert.Contains(value, rounded));
    }

    public static TheoryData<string> Dirt =>
    [
        "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"'&lt;&amp;<!--", "]]>", "*/ ]]> <style>", "\0\u0001\u001b[31m\u007f\u0085\r", "\u202egnirts\u202c\u2066\u200b\ufeff\u2028",
        "\ud800", "\udc00a", "\uffff\ufffe\ufdd0", "\U000e0041\U0001f600", new string('x', 50_000), new string('\u202e', 9000),
    ];

    [Theory]
    [MemberData(nameof(Dirt))]
    public void Texts_OfAnyKind_AreShownAndDoNothing(string dirt)
    {
        using var run = new WrittenRun(dirt: text => text + dirt);
        var (page, text) = Written(run);
        Assert.All(page.Descendants(), element => Assert.Contains(element.Name.LocalName, s_elements));
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Single(page.Descendants(), element => element.Name.LocalName == "script");
        Assert.Equal(2, Regex.Count(text, "</?script", RegexOptions.IgnoreCase));
        Assert.DoesNotMatch("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufffe\\uffff]", text);
        Assert.InRange(text.Length, 10_000, 2_000_000);
    }

    [Fact]
    public void Page_OfALongRun_IsBounded()
    {
        var (series, samples) = (new RunSeries(), new ShownSamples(50_000));
        var some = new Random(3);
        for (var step = 1; step <= 50_000; step++)
            Assert.Equal(0, series.Add(WrittenRun.Full(new StepMetrics { Step = step, Phase = "grpo", Reward = some.NextDouble(), Kl = some.NextDouble(), Entropy = some.NextDouble() }, text => text)));
        for (var i = 0; i < 5000; i++)
            samples.Add(new SampleRecord(i * 10, "train", "row", new string('<', 4000), new string('&', 9000), some.NextDouble(), new Dictionary<string, double?>(), 0, 9, false));
        var evaluations = Enumerable.Range(0, 5000).Select(i => new EvaluationRecord(i * 10, 9, 9, 0.5, 0.1, new Dictionary<string, double>(), [], 9, 0, 1)).ToList();
        var alarms = Enumerable.Range(0, 3000).Select(i => new AlarmRecord(i, "kl-drift", AlarmSeverity.Warning, "Far.", new Dictionary<string, double>(), [new string('>', 240)])).ToList();
        var page = TrainingReport.Page(new RunContents("long", new RunSeries(), series, evaluations, samples, alarms, new string('#', 1_000_000), []));
        Assert.InRange(page.Length, 100_000, 2_000_000);
    }

    [Fact]
    public void Write_TwiceTheSameFiles_GivesTheSamePage()
    {
        using var run = new WrittenRun();
        var first = Written(run).Text;
        Assert.Equal(first, Written(run).Text);
    }

    [Fact]
    public void Write_WithoutEvaluations_ClaimsNothing()
    {
        using var run = new WrittenRun();
        File.Delete(run.Folder.Evaluations);
        File.Delete(run.Folder.Alarms);
        File.Delete(run.Folder.Samples);
        File.Delete(run.Folder.Recipe);
        var (page, _) = Written(run);
        Assert.Contains("whether it learned is not known", page.Descendants().Single(element => Style(element) == "lead").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FirstStepOnly_DrawsADot()
    {
        using var run = new WrittenRun();
        File.WriteAllText(run.Folder.Metrics, File.ReadLines(run.Folder.Metrics).First() + "\n");
        File.Delete(run.Folder.Evaluations);
        Assert.Contains(Written(run).Page.Descendants(), element => Style(element) == "dot c0");
    }

    private static string? Style(XElement element) => element.Attribute("class")?.Value;

    private static (XDocument Page, string Text) Written(WrittenRun run)
    {
        TrainingReport.Write(run.Folder, TestContext.Current.CancellationToken);
        var text = File.ReadAllText(run.Folder.Report);
        return (XDocument.Parse(text["<!DOCTYPE html>\n".Length..], LoadOptions.PreserveWhitespace), text);
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?([eE][+-]?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"[\d.]+,\d+,([^ ""]+)")]
    private static partial Regex Track();
}
