using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Rlar.Inference.Catalog.Pull;

/// <summary>
/// What npm is set to: which registry, for which scope another, and how to reach them. npm itself is asked, since it alone knows all the places
/// where its settings are; tokens, which it does not tell, are read from its files.
/// </summary>
internal sealed class NpmSettings
{
    private const string ScopeEnd = ":registry";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<(string Place, string Header)> _tokens = [];

    private NpmSettings()
    {
    }

    /// <summary>The certificates that npm adds to those of the system: a file; null for none.</summary>
    internal string? CertificateFile => Value("cafile");

    /// <summary>The proxy for https; null for that of the environment.</summary>
    internal string? SecureProxy => Value("https-proxy") ?? Value("proxy");

    /// <summary>Hosts that are reached without the proxy, with commas between them.</summary>
    internal string? NoProxy => Value("noproxy");

    /// <summary>Settings that name one registry and nothing else.</summary>
    internal static NpmSettings Of(Uri registry)
    {
        var settings = new NpmSettings();
        settings._values["registry"] = registry.AbsoluteUri;
        return settings;
    }

    /// <summary>Asks npm; where there is none, the environment variable npm_config_registry has to do.</summary>
    internal static async Task<NpmSettings> AskAsync(string npm, CancellationToken cancellationToken)
    {
        var settings = new NpmSettings();
        if (await RunAsync(npm, cancellationToken) is { } json)
        {
            settings.Take(json);
            foreach (var file in (string?[])[settings.Value("globalconfig"), settings.Value("userconfig"), ".npmrc"])
                settings.ReadTokens(file);
        }
        else if ((Environment.GetEnvironmentVariable("npm_config_registry")
            ?? Environment.GetEnvironmentVariable("NPM_CONFIG_REGISTRY")) is { Length: > 0 } registry)
        {
            settings._values["registry"] = registry;
        }

        return settings;
    }

    /// <summary>The registry of a package, ending in a slash.</summary>
    /// <exception cref="InferenceException">None is known.</exception>
    internal Uri RegistryOf(NpmPackage package)
    {
        var text = (package.Scope is { } scope ? Value(scope + ScopeEnd) : null) ?? Value("registry")
            ?? throw new InferenceException(
                $"{package}: which registry to get it from is not known: npm is not installed and npm_config_registry is not set. "
                + "Install Node.js with npm, set npm_config_registry, or give --registry URL.");
        return Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new InferenceException($"{package}: the registry '{text}' is no http or https address. Check npm config get registry, or --registry.");
    }

    /// <summary>The Authorization header for an address; null where npm has none for it.</summary>
    internal string? AuthorizationFor(Uri address)
    {
        var place = $"//{address.Authority}{address.AbsolutePath}";
        return _tokens
            .Where(token => place.StartsWith(token.Place, StringComparison.Ordinal))
            .OrderByDescending(token => token.Place.Length)
            .Select(token => token.Header)
            .FirstOrDefault();
    }

    private string? Value(string name) => _values.GetValueOrDefault(name);

    private void Take(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.String && property.Value.GetString() is { Length: > 0 } text)
                    _values[property.Name] = text;
                else if (property.Value.ValueKind == JsonValueKind.Array && property.Name == "noproxy")
                    _values[property.Name] = string.Join(',', property.Value.EnumerateArray().Select(item => item.ToString()));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InferenceException(
                "npm config list --json does not give its settings as JSON: "
                + $"{error.Message.TrimEnd('.')}. Give the registry with --registry URL.", error);
        }
    }

    // Lines such as //host/path/:_authToken=${NAME}; a later file wins.
    private void ReadTokens(string? file)
    {
        if (file is null || !File.Exists(file))
            return;
        try
        {
            foreach (var line in File.ReadLines(file).Select(line => line.Trim()).Where(line => line.StartsWith("//", StringComparison.Ordinal)))
            {
                var (at, kind) = (line.IndexOf(":_authToken", StringComparison.Ordinal), "Bearer");
                if (at < 0)
                    (at, kind) = (line.IndexOf(":_auth", StringComparison.Ordinal), "Basic");
                var equal = at < 0 ? -1 : line.IndexOf('=', at);
                if (equal > 0 && line[at..equal].Trim() is ":_authToken" or ":_auth"
                    && Expanded(line[(equal + 1)..].Trim().Trim('"')) is { Length: > 0 } secret)
                    _tokens.Insert(0, (line[..at], $"{kind} {secret}"));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{file}: npm's settings cannot be read: {error.Message}", error);
        }
    }

    private static string? Expanded(string value) =>
        value.StartsWith("${", StringComparison.Ordinal) && value.EndsWith('}') ? Environment.GetEnvironmentVariable(value[2..^1].TrimEnd('?')) : value;

    private static async Task<string?> RunAsync(string npm, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(npm, ["config", "list", "--json"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            process.StandardInput.Close();
            try
            {
                var complaints = process.StandardError.ReadToEndAsync(patience.Token);
                var said = await process.StandardOutput.ReadToEndAsync(patience.Token);
                await process.WaitForExitAsync(patience.Token);
                return process.ExitCode == 0
                    ? said
                    : throw new InferenceException(
                        $"npm config list ended with {process.ExitCode}: {(await complaints).Trim()} Give the registry with --registry URL.");
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellationToken.ThrowIfCancellationRequested();
                throw new InferenceException($"npm config list did not end within {Patience.TotalSeconds} seconds. Give the registry with --registry URL.");
            }
        }
        catch (Win32Exception)
        {
            // There is no npm, or it cannot be started: then its settings are not known.
            return null;
        }
    }
}
