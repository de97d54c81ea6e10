using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Rlar.Agents.Scouting.Cards;
using Rlar.Agents.Scouting.Http;

namespace Rlar.Agents.Scouting.Sources;

/// <summary>
/// The models of a hub that speaks Hugging Face's API: <c>/api/models?search=…&amp;filter=…</c> page by page, <c>/api/models/ID?blobs=true</c>,
/// <c>/ID/resolve/REVISION/FILE</c>. A model is read at the revision that the hub named, so that what was looked at is what is fetched.
/// </summary>
public sealed class HubSource : IModelSource, IDisposable
{
    private const int PageSize = 50;
    private const int MostConfigBytes = 1 << 20;
    private const string Filter = "text-classification";

    private readonly HttpFetch _fetch;
    private readonly string _folder;
    private readonly int _most;

    /// <summary>Creates a source; nothing is sent yet.</summary>
    /// <param name="options">The hub's address and key, and how it is asked.</param>
    /// <param name="folder">Where models are written, in a folder for each and its revision.</param>
    /// <param name="most">The most models that are looked at closely, each with three requests. At least 1.</param>
    /// <param name="clock">The clock of waits.</param>
    /// <exception cref="ScoutException">The address is none.</exception>
    public HubSource(FetchOptions options, string folder, int most, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        (_fetch, _folder, _most, Place) = (new HttpFetch(options, clock), folder, most, options.Address.ToString());
        UsesNetwork = !options.Address.IsLoopback;
    }

    /// <inheritdoc/>
    public ModelSourceKind Kind => ModelSourceKind.Hub;

    /// <inheritdoc/>
    public string Place { get; }

    /// <summary>Whether the hub is on another machine.</summary>
    public bool UsesNetwork { get; }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelCandidate> FindAsync(ScoutTask task, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var search in task.Searches)
        {
            var page = _fetch.At($"api/models?search={Uri.EscapeDataString(search)}&filter={Filter}&limit={PageSize}&full=true");
            while (page is not null && seen.Count < _most)
            {
                var (list, next) = await _fetch.JsonAsync(page, cancellationToken);
                if (list.ValueKind != JsonValueKind.Array)
                    throw new ScoutException($"{page}: the answer is no list of models. Check that the address speaks Hugging Face's API.");
                foreach (var id in list.EnumerateArray().Select(HubModel.IdOf).OfType<string>())
                {
                    if (seen.Count < _most && seen.Add(id) && await DetailAsync(id, cancellationToken) is { } candidate)
                        yield return candidate;
                }

                // A page elsewhere is no page of this hub.
                page = next is not null && next != page && _fetch.IsUnderBase(next) ? next : null;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ModelCandidate> FetchAsync(ModelCandidate candidate, long mostBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var (id, revision) = HubModel.Parsed(candidate.Where);
        var folder = Path.Combine(_folder, id.Replace('/', '_') + "@" + revision[..Math.Min(12, revision.Length)]);
        var (files, left, main) = (new List<CandidateFile>(), mostBytes, (string?)null);
        foreach (var file in candidate.Files)
        {
            var path = Path.Combine(folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var (sha256, bytes) = await _fetch.DownloadAsync(_fetch.At($"{id}/resolve/{revision}/{file.Name}"), path, file, left, cancellationToken);
            left -= bytes;
            files.Add(file with { Sha256 = sha256, Bytes = bytes });
            main ??= HubModel.IsRunnable(file.Name) ? path : null;
        }

        return main is null
            ? throw new ScoutException($"{candidate.Name}: lists no file that runs here (.gguf, .onnx).")
            : candidate with { Files = files, Path = main, Shape = LocalShapes.Of(main), Bytes = files.Sum(file => file.Bytes) };
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _fetch.Dispose();

    private async Task<ModelCandidate?> DetailAsync(string id, CancellationToken cancellationToken)
    {
        JsonElement json;
        try
        {
            (json, _) = await _fetch.JsonAsync(_fetch.At($"api/models/{id}?blobs=true"), cancellationToken);
        }
        catch (ScoutException error)
        {
            return new ModelCandidate { Name = id, Source = Kind, Where = id, Barrier = error.Message };
        }

        if (HubModel.Read(id, json) is not { } model)
            return null;
        var (card, shape, barrier) = (model.Card, model.Shape, model.Gate);
        if (barrier is null)
        {
            // Without the card or the config it can still be tried: both only tell more.
            if (model.HasCard && await TextAsync(model, "README.md", CardReader.Longest * 2, cancellationToken) is { } text)
                card = CardReader.Join(CardReader.Read(text), card);
            if (model.HasConfig && await TextAsync(model, "config.json", MostConfigBytes, cancellationToken) is { } config)
                shape = ShapeOf(config, shape.Format);
        }

        return new ModelCandidate
        {
            Name = id,
            Source = Kind,
            Where = model.Where,
            Licence = card.Licence,
            Bytes = model.Files.All(file => file.Bytes is not null) ? model.Files.Sum(file => file.Bytes) : null,
            Shape = shape,
            Card = card,
            Files = model.Files,
            Barrier = barrier,
        };
    }

    private async Task<string?> TextAsync(HubModel model, string name, int mostBytes, CancellationToken cancellationToken)
    {
        try
        {
            var text = await _fetch.TextAsync(_fetch.At($"{model.Id}/resolve/{model.Revision}/{name}"), mostBytes, cancellationToken);
            return Encoding.UTF8.GetString(text.Bytes);
        }
        catch (ScoutException)
        {
            return null;
        }
    }

    private static ModelShape ShapeOf(string config, string format)
    {
        try
        {
            using var document = JsonDocument.Parse(config, new JsonDocumentOptions { MaxDepth = 64 });
            return LocalShapes.OfConfig(document.RootElement, format);
        }
        catch (JsonException error)
        {
            return new ModelShape { Format = format, Damage = $"its config.json cannot be read: {error.Message.TrimEnd('.')}" };
        }
    }
}
