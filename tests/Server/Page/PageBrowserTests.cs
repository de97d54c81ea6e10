using System.Net.Http.Json;
using Microsoft.Playwright;
using Rlar.Server.Live;
using Rlar.Server.Tests.Live;
using static Microsoft.Playwright.Assertions;

namespace Rlar.Server.Tests.Page;

/// <summary>The page in a browser: what it shows, by mouse, by keys and by touch, and that no text of a row is more than text.</summary>
public sealed class PageBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Markup = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=2</script><b>bold</b> & \"quoted\" \u202eright";

    [Fact]
    public async Task Overview_RealGroups_AreShownWithoutAnError()
    {
        var groups = await LiveBench.MultitaskAsync();
        await using var bench = await PageBench.StartAsync(await LiveBench.LogAsync());
        var (page, errors) = await chromium.OpenAsync(bench);
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Rewards, live" })).ToBeVisibleAsync();
        await Expect(page.Locator("#link")).ToHaveTextAsync("live");
        await Expect(page.Locator("dl.tiles")).ToContainTextAsync(groups.Sum(group => group.Outcomes.Count).ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var title in new[] { "Reward", "By task", "By tool", "Slow and failing tools", "Groups without variance", "Routes", "Who asks", "Last groups" })
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true })).ToBeVisibleAsync();
        var tasks = groups.Where(group => group.Rewards.Any(reward => reward is not null)).Select(group => group.Route.Task).Distinct().Count();
        await Expect(page.Locator("section[data-section=tasks] figure")).ToHaveCountAsync(tasks);
        await Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = new("Combined reward") })).ToBeVisibleAsync();

        // What is scored while it is open comes without a reload.
        bench.Log.Add("slime", await LiveBench.ScoreAsync("One more?", "a", "a", "b"), TimeSpan.FromMilliseconds(5));
        await Expect(page.Locator("a.row").First).ToContainTextAsync("One more?");
        await Expect(page.Locator("section[data-section=sources]")).ToContainTextAsync("slime");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Completion_WithMarkup_IsShownAsText()
    {
        var log = new LiveLog();
        log.Add(Markup, await LiveBench.ScoreAsync(Markup, Markup, Markup, "x"), TimeSpan.FromMilliseconds(1));
        var hostile = await LiveBench.ScoreAsync(Markup, "y", Markup, "y");
        log.Add("native", hostile with { Route = hostile.Route with { Task = Markup, Why = Markup } }, TimeSpan.FromMilliseconds(1));
        await using var bench = await PageBench.StartAsync(log);
        var (page, errors) = await chromium.OpenAsync(bench);
        await page.GotoAsync("/");
        await Expect(page.Locator("section[data-section=sources]")).ToContainTextAsync("<script>window.hacked=2</script>");
        await page.GotoAsync("/#/group/2");
        await Expect(page.Locator("ol.cards li").First.Locator("div.text")).ToHaveTextAsync(Markup);
        await Expect(page.Locator("section[data-section=prompt] div.text").First).ToHaveTextAsync(Markup);
        await Expect(page.Locator("section[data-section=group]")).ToContainTextAsync("Why this route: <img src=x onerror=");
        await page.GotoAsync("/#/groups?q=" + Uri.EscapeDataString("<script>"));
        await Expect(page.Locator("a.row")).ToHaveCountAsync(2);
        await Expect(page.Locator("a.row strong").First).ToContainTextAsync("<img src=x onerror=");
        Assert.Equal(0, await page.Locator("main img, main script, main b").CountAsync());
        Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof window.hacked"));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Completion_PostedWithMarkup_IsShownAsText()
    {
        await using var bench = await PageBench.StartAsync(new LiveLog());
        var (page, errors) = await chromium.OpenAsync(bench);
        await page.GotoAsync("/");
        await Expect(page.Locator("#link")).ToHaveTextAsync("live");
        var row = new { id = Markup, prompt = Markup, reference = "26", task = "math", completions = new[] { Markup, "It is 26.", "\\boxed{27}" } };
        using var answer = await bench.Client.PostAsJsonAsync("/v1/score", row, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        await Expect(page.Locator("a.row strong").First).ToContainTextAsync("<img src=x onerror=");
        await page.Locator("a.row").First.ClickAsync();
        var cards = page.Locator("ol.cards li");
        await Expect(cards.Nth(0).Locator("div.text")).ToHaveTextAsync(Markup);
        await Expect(cards.Nth(1).Locator("div.text mark")).ToHaveTextAsync("26");
        await Expect(cards.Nth(2).Locator("div.text mark")).ToHaveTextAsync("27");
        Assert.Equal(0, await page.Locator("main img, main script, main b").CountAsync());
        Assert.Equal("undefined", await page.EvaluateAsync<string>("typeof window.hacked"));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Inspector_MarksWhatWasRead()
    {
        var log = new LiveLog();
        log.Add("native", await LiveBench.ScoreAsync("Which town?", "Paris", "Paris", "It is London"), TimeSpan.FromMilliseconds(1));
        await using var bench = await PageBench.StartAsync(log);
        var (page, errors) = await chromium.OpenAsync(bench);
        await page.GotoAsync("/#/group/1");
        var cards = page.Locator("ol.cards li");
        await Expect(cards.Nth(0).Locator("div.text mark.reference")).ToHaveTextAsync("Paris");
        await Expect(cards.Nth(0).Locator(".facts")).ToContainTextAsync("+0.5");
        await Expect(cards.Nth(1).Locator(".why")).ToContainTextAsync("read 'it is london'");
        await page.GetByLabel("Order").SelectOptionAsync("low");
        await Expect(cards.Nth(0).Locator("div.text")).ToHaveTextAsync("It is London");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Keys_GoEverywhere()
    {
        await using var bench = await PageBench.StartAsync(await LiveBench.LogAsync());
        var (page, errors) = await chromium.OpenAsync(bench);
        await page.GotoAsync("/");
        await Expect(page.Locator("a.row")).Not.ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("g");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Groups", Exact = true })).ToBeVisibleAsync();
        await Expect(page.Locator("a.row")).Not.ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("j");
        var second = page.Locator("a.row").Nth(1);
        await Expect(second).ToBeFocusedAsync();
        var number = await second.Locator(".no").TextContentAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Group {number}" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("a.row")).Not.ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#q")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("minutes are there in a week");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("a.row")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).Not.ToBeVisibleAsync();
        await page.Keyboard.PressAsync("o");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Rewards, live" })).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Theme_FollowsTheSystem_UntilOneIsChosen()
    {
        await using var bench = await PageBench.StartAsync(new LiveLog());
        var (page, errors) = await chromium.OpenAsync(bench, scheme: ColorScheme.Dark);
        await page.GotoAsync("/");
        Task<string> Ground() => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal("rgb(22, 23, 25)", await Ground());
        await page.Keyboard.PressAsync("t");
        Assert.Equal("rgb(252, 252, 250)", await Ground());
        await page.ReloadAsync();
        await Expect(page.Locator("#theme")).ToHaveTextAsync("Theme: light");
        Assert.Equal("rgb(252, 252, 250)", await Ground());
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(768)]
    [InlineData(1400)]
    public async Task Width_WhateverItIs_NothingStandsOut(int width)
    {
        await using var bench = await PageBench.StartAsync(await LiveBench.LogAsync());
        var (page, errors) = await chromium.OpenAsync(bench, width);
        foreach (var place in new[] { "/", "/#/groups", "/#/group/1" })
        {
            await page.GotoAsync(place);
            await Expect(page.Locator("h1")).ToBeVisibleAsync();
            await Expect(page.Locator(place == "/#/group/1" ? "ol.cards li" : "a.row")).Not.ToHaveCountAsync(0);
            Assert.Equal(width, await page.EvaluateAsync<int>("Math.max(innerWidth, document.documentElement.scrollWidth)"));
        }

        Assert.Empty(errors);
    }

    [Fact]
    public async Task Elements_HaveNamesAndContrast()
    {
        await using var bench = await PageBench.StartAsync(await LiveBench.LogAsync());
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var (page, _) = await chromium.OpenAsync(bench, scheme: scheme);
            await page.GotoAsync("/");
            await Expect(page.Locator("a.row")).Not.ToHaveCountAsync(0);
            Assert.Equal("en", await page.EvaluateAsync<string>("document.documentElement.lang"));
            Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('svg[role=img]')].filter(e => !e.getAttribute('aria-label')).length"));
            Assert.Equal(
                0, await page.EvaluateAsync<int>("[...document.querySelectorAll('a, button, input, select')].filter(e => !(e.textContent.trim() || e.labels?.length)).length"));
            var poor = await page.EvaluateAsync<string[]>(
                """
                () => {
                  const parse = text => text.match(/[\d.]+/g).map(Number);
                  const light = rgb => rgb.slice(0, 3).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
                  const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
                  return [...document.querySelectorAll('body *')].filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility() && !e.closest('svg, script, noscript'))
                    .filter(e => { const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05) < 4.5; })
                    .map(e => e.className + ': ' + e.textContent.slice(0, 40));
                }
                """);
            Assert.Empty(poor);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task Server_ThatEndsAndComesBack_IsFoundAgain()
    {
        var log = new LiveLog();
        var bench = await PageBench.StartAsync(log);
        var (page, _) = await chromium.OpenAsync(bench);
        await page.GotoAsync("/");
        await Expect(page.Locator("#link")).ToHaveTextAsync("live");
        await bench.DisposeAsync();
        await Expect(page.Locator("#link")).ToContainTextAsync("trying again");
        await using var again = await PageBench.StartAsync(log, port: bench.Address.Port);
        await Expect(page.Locator("#link")).ToHaveTextAsync("live");
    }
}
