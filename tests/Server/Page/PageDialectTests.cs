using System.Net;
using System.Text.Json;
using Rlar.Server.Live;
using Rlar.Server.Page;
using Rlar.Server.Tests.Live;

namespace Rlar.Server.Tests.Page;

/// <summary>What the page is made of and fed with, over the wire.</summary>
public sealed class PageDialectTests
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_IsWhole_AndLoadsNothingFromElsewhere()
    {
        await using var bench = await PageBench.StartAsync(new LiveLog());
        var html = await bench.Client.GetStringAsync("/", s_token);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        foreach (var file in PageFiles.All)
        {
            using var answer = await bench.Client.GetAsync(file.Address, s_token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("script-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            using var again = new HttpRequestMessage(HttpMethod.Get, file.Address) { Headers = { IfNoneMatch = { answer.Headers.ETag! } } };
            using var unchanged = await bench.Client.SendAsync(again, s_token);
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
            var text = System.Text.Encoding.UTF8.GetString(file.Bytes);

            // What comes from rows is text; nothing in the page can make markup of it.
            foreach (var word in new[] { "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "srcdoc", "javascript:", "DOMParser" })
                Assert.DoesNotContain(word, text, StringComparison.Ordinal);
            foreach (var from in text.Split('\n').Where(line => line.StartsWith("import ", StringComparison.Ordinal)))
                Assert.Matches("from \"\\./[a-z]+\\.js\";$", from);
        }
    }

    [Fact]
    public async Task Snapshot_OfRealGroups_HasThemAll()
    {
        var log = await LiveBench.LogAsync();
        await using var bench = await PageBench.StartAsync(log, new PageOptions { Queue = () => (3, 4) });
        var snapshot = await JsonAsync(bench, "/live/snapshot");
        var run = Assert.Single(snapshot.GetProperty("runs").EnumerateArray());
        var groups = await LiveBench.MultitaskAsync();
        Assert.Equal(groups.Count, run.GetProperty("all").GetProperty("groups").GetInt32());
        Assert.Equal(Math.Min(30, groups.Count), snapshot.GetProperty("groups").GetArrayLength());
        Assert.Equal(4, snapshot.GetProperty("queue").GetProperty("waiting").GetInt32());
        Assert.Equal("test", snapshot.GetProperty("version").GetString());
        Assert.NotEmpty(run.GetProperty("routes").EnumerateArray());
    }

    [Fact]
    public async Task Group_HasTextsVerdictsAndMarks()
    {
        var log = new LiveLog();
        log.Add("native", await LiveBench.ScoreAsync("Which town?", "Paris", "paris", "London \ud83d\ude00 \ud800 <b>", ""), TimeSpan.FromMilliseconds(2));
        await using var bench = await PageBench.StartAsync(log);
        var group = await JsonAsync(bench, "/live/groups/1");
        Assert.Equal("Which town?", group.GetProperty("prompt")[0].GetProperty("content").GetString());
        var completions = group.GetProperty("completions");
        Assert.Equal(1, completions[0].GetProperty("reward").GetDouble());
        Assert.Equal("London \ud83d\ude00 \ufffd <b>", completions[1].GetProperty("text").GetString()); // half a character is none
        Assert.Equal(-1 / 3.0, completions[1].GetProperty("advantage").GetDouble(), 9);
        Assert.StartsWith("read '", completions[1].GetProperty("reason").GetString(), StringComparison.Ordinal);
        using var gone = await bench.Client.GetAsync("/live/groups/99", s_token);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Contains("not kept any more", await gone.Content.ReadAsStringAsync(s_token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q=WEEK", 1)]
    [InlineData("q=nowhere+to+be+found", 0)]
    [InlineData("tool=math&q=baker", 1)]
    [InlineData("tool=nothing", 0)]
    [InlineData("run=serve&before=1", 0)]
    public async Task Groups_Searched_AreThoseThatHaveIt(string query, int count)
    {
        await using var bench = await PageBench.StartAsync(await LiveBench.LogAsync());
        Assert.Equal(count, (await JsonAsync(bench, $"/live/groups?{query}")).GetProperty("groups").GetArrayLength());
    }

    [Fact]
    public async Task Groups_PageByPage_AreAllOfThemOnce()
    {
        var log = await LiveBench.LogAsync();
        await using var bench = await PageBench.StartAsync(log, new PageOptions { Groups = 7 });
        var numbers = new List<long>();
        for (var more = true; more;)
        {
            var list = await JsonAsync(bench, numbers.Count == 0 ? "/live/groups" : $"/live/groups?before={numbers[^1]}");
            numbers.AddRange(list.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("n").GetInt64()));
            more = list.GetProperty("more").GetBoolean();
        }

        Assert.Equal(Enumerable.Range(1, (await LiveBench.MultitaskAsync()).Count).Reverse().Select(number => (long)number), numbers);
    }

    [Theory]
    [InlineData("only=what", "'only'")]
    [InlineData("before=x", "'before'")]
    public async Task Groups_AskedForWrongly_SaysWhichField(string query, string field)
    {
        await using var bench = await PageBench.StartAsync(new LiveLog());
        using var answer = await bench.Client.GetAsync($"/live/groups?{query}", s_token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, await answer.Content.ReadAsStringAsync(s_token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_TellWhatIsNew_AndEndWithTheServer()
    {
        var log = await LiveBench.LogAsync();
        await using var bench = await PageBench.StartAsync(log);
        using var answer = await bench.Client.GetAsync("/live/events", HttpCompletionOption.ResponseHeadersRead, s_token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(s_token));
        var first = await TickAsync(lines);
        Assert.Equal(1, first.GetProperty("runs").GetArrayLength());
        Assert.Equal(0, first.GetProperty("runs")[0].GetProperty("from").GetInt32());
        log.Add("ors", await LiveBench.ScoreAsync("new", "a", "a"), TimeSpan.Zero);
        var second = await TickAsync(lines);
        var group = Assert.Single(second.GetProperty("groups").EnumerateArray());
        Assert.Equal(("new", "ors"), (group.GetProperty("question").GetString(), group.GetProperty("source").GetString()));
        var run = second.GetProperty("runs")[0];
        Assert.Equal(run.GetProperty("last").GetInt32() + 1 - run.GetProperty("from").GetInt32(), run.GetProperty("all").GetProperty("n").GetArrayLength());
        var stop = bench.StopAsync();
        while (await lines.ReadLineAsync(s_token) is not null)
        {
        }

        await stop.WaitAsync(TimeSpan.FromSeconds(4), s_token); // it does not wait for a page that is open
    }

    [Fact]
    public async Task Events_MoreWatchersThanMay_AreToldToComeLater()
    {
        await using var bench = await PageBench.StartAsync(new LiveLog(), new PageOptions { Watchers = 1 });
        using (await bench.Client.GetAsync("/live/events", HttpCompletionOption.ResponseHeadersRead, s_token))
        {
            using var second = await bench.Client.GetAsync("/live/events", HttpCompletionOption.ResponseHeadersRead, s_token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
            Assert.NotNull(second.Headers.RetryAfter);
        }
    }

    private static async Task<JsonElement> TickAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(s_token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return JsonDocument.Parse(line[6..]).RootElement;
        }

        throw new InvalidOperationException("The stream ended.");
    }

    private static async Task<JsonElement> JsonAsync(PageBench bench, string address)
    {
        using var answer = await bench.Client.GetAsync(address, s_token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(s_token)).RootElement;
    }
}
