using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Xml;
using Rlar.Agents.Scouting.Cards;
using Rlar.Agents.Scouting.Http;

namespace Rlar.Agents.Scouting.Sources;

/// <summary>
/// Packages of a feed that speaks NuGet's protocol, version 3: its index names the search and the place of packages. The protocol lists no hash where packages
/// lie, so the hash of what came is what a draft holds on to.
/// </summary>
public sealed class NuGetSource : IModelSource, IDisposable
{
    private const int PageSize = 20;
    private const int MostManifestBytes = 1 << 20;
    private readonly FetchOptions _options;
    private readonly HttpFetch _fetch;
    private readonly string _folder;
    private readonly int _most;
    private (Uri Search, Uri Packages)? _services;

    /// <summary>Creates a source; nothing is sent yet.</summary>
    /// <param name="options">The address of the feed's index, for example https://…/v3/index.json, and how it is asked.</param>
    /// <param name="folder">Where models are written, in a folder for each and its version.</param>
    /// <param name="most">The most packages that are looked at. At least 1.</param>
    /// <param name="clock">The clock of waits.</param>
    /// <exception cref="ScoutException">The address is none.</exception>
    public NuGetSource(FetchOptions options, string folder, int most, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        (_options, _fetch, _folder, _most) = (options, new HttpFetch(options, clock), folder, most);
        UsesNetwork = !options.Address.IsLoopback;
    }

    /// <inheritdoc/>
    public ModelSourceKind Kind => ModelSourceKind.NuGet;

    /// <inheritdoc/>
    public string Place => _options.Address.ToString();

    /// <summary>Whether the feed is on another machine.</summary>
    public bool UsesNetwork { get; }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelCandidate> FindAsync(ScoutTask task, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        var (search, _) = await ServicesAsync(cancellationToken);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var words in task.Searches)
        {
            var (answer, _) = await _fetch.JsonAsync(new Uri($"{search}?q={Uri.EscapeDataString(words)}&take={PageSize}&semVerLevel=2.0.0"), cancellationToken);
            if (answer.Member("data").ValueKind != JsonValueKind.Array)
                throw new ScoutException($"{search}: the answer to a search is no list of packages.");
            foreach (var item in answer.Items("data"))
            {
                if (seen.Count < _most && item.Text("id") is { } id && item.Text("version") is { } version && IsPlain(id) && IsPlain(version) && seen.Add(id))
                    yield return await DetailAsync(id, version.Split('+')[0], item, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ModelCandidate> FetchAsync(ModelCandidate candidate, long mostBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var (id, version) = HubModel.Parsed(candidate.Where);
        var folder = Path.Combine(_folder, $"{id}@{version}");
        Directory.CreateDirectory(folder);
        var archive = Path.Combine(folder, ".package.nupkg");
        try
        {
            await _fetch.DownloadAsync(
                await FileAsync(id, version, ".nupkg", cancellationToken), archive, new CandidateFile("package.nupkg"), mostBytes, cancellationToken);
            return PackageModel.Of(candidate, folder, PackageFiles.OfZip(archive, folder, mostBytes));
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _fetch.Dispose();

    private async Task<(Uri Search, Uri Packages)> ServicesAsync(CancellationToken cancellationToken)
    {
        if (_services is { } known)
            return known;
        var (index, _) = await _fetch.JsonAsync(_options.Address, cancellationToken);
        Uri Find(string type) => index.Items("resources")
            .Where(resource => resource.Text("@type")?.StartsWith(type, StringComparison.Ordinal) == true)
            .Select(resource => Uri.TryCreate(resource.Text("@id"), UriKind.Absolute, out var address) ? address : null)
            .FirstOrDefault(address => address is { Scheme: "http" or "https" } && (!HttpFetch.IsNear(address) || HttpFetch.IsNear(_options.Address)))
            ?? throw new ScoutException($"{Place}: is no index of a NuGet feed (version 3) with a {type}.");
        var found = (Find("SearchQueryService"), new Uri(Find("PackageBaseAddress").ToString().TrimEnd('/') + "/"));
        _services = found;
        return found;
    }

    private async Task<Uri> FileAsync(string id, string version, string extension, CancellationToken cancellationToken)
    {
        var (name, number) = (id.ToLowerInvariant(), version.ToLowerInvariant());
        var file = extension == ".nuspec" ? $"{name}/{number}/{name}.nuspec" : $"{name}/{number}/{name}.{number}{extension}";
        return new Uri((await ServicesAsync(cancellationToken)).Packages, file);
    }

    private async Task<ModelCandidate> DetailAsync(string id, string version, JsonElement item, CancellationToken cancellationToken)
    {
        string? licence = null;
        try
        {
            var manifest = await FileAsync(id, version, ".nuspec", cancellationToken);
            licence = LicenceOf((await _fetch.TextAsync(manifest, MostManifestBytes, cancellationToken)).Bytes);
        }
        catch (ScoutException)
        {
            // Then it names none, which the policy has a word on.
        }

        var card = CardReader.OfListing(item.Text("description") ?? "", item.Texts("tags"), licence);
        return new ModelCandidate { Name = id, Source = Kind, Where = $"{id}@{version}", Licence = card.Licence, Card = card };
    }

    // <license type="expression">MIT</license>; a licence that is a file is none that can be held against a policy.
    private static string? LicenceOf(byte[] nuspec)
    {
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(Encoding.UTF8.GetString(nuspec).TrimStart('\ufeff')),
                    new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "license" } && reader.GetAttribute("type") == "expression")
                    return reader.ReadElementContentAsString();
            }
        }
        catch (XmlException)
        {
            // No manifest that says anything.
        }

        return null;
    }

    private static bool IsPlain(string text) =>
        text.Length is > 0 and <= 100 && text[0] != '.' && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.' or '+');
}
