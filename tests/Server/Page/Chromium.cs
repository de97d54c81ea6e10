using Microsoft.Playwright;

namespace Rlar.Server.Tests.Page;

/// <summary>The system's Chromium, headless, driven by Playwright. Started once for all tests of the page.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string _missing = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var path = s_names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            _missing = "there is no chromium on the PATH: apt-get install chromium";
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,

            // It runs as root in containers, where its own sandbox cannot be had; it sees this test's server alone.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    /// <summary>A page in a fresh context, of which every error is noted; skips the test where there is no browser.</summary>
    /// <param name="bench">The server.</param>
    /// <param name="width">Width of the window.</param>
    /// <param name="scheme">The system's colours.</param>
    internal async Task<(IPage Page, List<string> Errors)> OpenAsync(PageBench bench, int width = 1200, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, _missing);
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = bench.Address.AbsoluteUri,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
        });
        context.SetDefaultTimeout(60_000); // of a machine that is busy with other things
        Assertions.SetDefaultExpectTimeout(60_000);
        var errors = new List<string>();
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(bench.Address.AbsoluteUri, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                errors.Add($"asked for {request.Url}");
        };
        return (page, errors);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
