using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Rlar.Agents.Scouting.Http;

/// <summary>
/// Reads from one address and from where it redirects to: within bounds, with a bounded number of tries, the key sent to that address alone, never from
/// https to http, and never from another machine's address to one of this machine or its network.
/// </summary>
internal sealed class HttpFetch : IDisposable
{
    private const int BufferBytes = 1 << 16;
    private readonly FetchOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;
    private readonly Uri _base;

    internal HttpFetch(FetchOptions options, TimeProvider clock)
    {
        if (options.Address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            throw new ScoutException($"'{options.Address}' is no address: http://… or https://… is needed.");
        (_options, _clock) = (options, clock);
        _base = new Uri(options.Address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !IsNear(_base),
            ConnectTimeout = options.Patience,
            AutomaticDecompression = DecompressionMethods.GZip,
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, DefaultRequestHeaders = { { "User-Agent", "rlar" } } };
    }

    /// <summary>The address of a path under the base.</summary>
    internal Uri At(string path) => new(_base, path);

    /// <summary>Whether an address is under the base: what is not was named by the server and may be anything.</summary>
    internal bool IsUnderBase(Uri address) => IsOrigin(address) && address.AbsolutePath.StartsWith(_base.AbsolutePath, StringComparison.Ordinal);

    /// <summary>Whether an address is of this machine or its network.</summary>
    internal static bool IsNear(Uri address)
    {
        if (address.IsLoopback)
            return true;
        if (!IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            return false;
        if (ip.IsIPv4MappedToIPv6)
            ip = ip.MapToIPv4();
        var bytes = ip.GetAddressBytes();
        return IPAddress.IsLoopback(ip) || ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal
            || (bytes.Length == 4 && bytes is [10, ..] or [0, ..] or [127, ..] or [192, 168, ..] or [169, 254, ..] or [172, >= 16 and <= 31, ..]);
    }

    /// <summary>Reads JSON.</summary>
    /// <exception cref="ScoutException">As for <see cref="TextAsync"/>; or it is no JSON.</exception>
    internal async Task<(JsonElement Json, Uri? Next)> JsonAsync(Uri address, CancellationToken cancellationToken)
    {
        var text = await TextAsync(address, _options.MostTextBytes, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(text.Bytes, new JsonDocumentOptions { MaxDepth = 64 });
            return (document.RootElement.Clone(), text.Next);
        }
        catch (JsonException error)
        {
            throw new ScoutException($"{address}: the answer is no JSON: {error.Message.TrimEnd('.')}. Check that the address speaks this protocol.", error);
        }
    }

    /// <summary>Reads a text of at most so many bytes.</summary>
    /// <exception cref="ScoutException">The server refuses, cannot be reached, or sends more.</exception>
    internal Task<FetchedText> TextAsync(Uri address, int mostBytes, CancellationToken cancellationToken) => TriedAsync(address, async token =>
    {
        using var response = await SendAsync(address, token);
        var body = new MemoryStream();
        await CopyAsync(address, response, body, mostBytes, token);
        return new FetchedText(response.RequestMessage!.RequestUri!, body.ToArray(), NextOf(response, address));
    }, cancellationToken);

    /// <summary>Writes a file, whole and with the hashes that are known, or not at all.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="path">Where it goes; its folder exists.</param>
    /// <param name="known">Its length and hashes, as far as its source lists them.</param>
    /// <param name="mostBytes">The most that may be written.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Its SHA-256 and length.</returns>
    /// <exception cref="ScoutException">The server refuses, the file is cut short, or it is not the one that its source lists.</exception>
    internal Task<(string Sha256, long Bytes)> DownloadAsync(
        Uri address, string path, CandidateFile known, long mostBytes, CancellationToken cancellationToken) =>
        TriedAsync(address, async token =>
        {
            var part = path + ".part";
            try
            {
                string sha256;
                long bytes;
                using (var response = await SendAsync(address, token))
                await using (var file = new FileStream(part, FileMode.Create, FileAccess.ReadWrite, FileShare.None, BufferBytes))
                {
                    bytes = await CopyAsync(address, response, file, mostBytes, token);
                    if (known.Bytes is { } listed && listed != bytes)
                        throw new IOException($"{bytes:N0} bytes came, and {listed:N0} are listed");
                    file.Position = 0;
                    sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, token));
                    if (known.Sha256 is { } expected && expected != sha256)
                        throw new ScoutException($"{address}: its SHA-256 is {sha256}, and its source lists {expected}: another file was sent.");
                    file.Position = 0;
                    if (known is { Sha256: null, GitSha1: { } blob } && await BlobIdAsync(file, bytes, token) is var id && id != blob)
                        throw new ScoutException($"{address}: its blob id is {id}, and its source lists {blob}: another file was sent.");
                }

                File.Move(part, path, overwrite: true);
                return (sha256, bytes);
            }
            finally
            {
                File.Delete(part);
            }
        }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private bool IsOrigin(Uri address) => address.Scheme == _base.Scheme && address.Host == _base.Host && address.Port == _base.Port;

    // The git id of a blob is the SHA-1 of "blob LENGTH\0" and the content: what hubs list for files that are not in LFS. It names a file, it guards nothing.
#pragma warning disable CA5350
    private static async Task<string> BlobIdAsync(Stream file, long bytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {bytes}\0"));
        var buffer = new byte[BufferBytes];
        for (int read; (read = await file.ReadAsync(buffer, cancellationToken)) > 0;)
            hash.AppendData(buffer, 0, read);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
#pragma warning restore CA5350

    private async Task<T> TriedAsync<T>(Uri address, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            TimeSpan wait;
            try
            {
                return await work(cancellationToken);
            }
            catch (BusyException busy)
            {
                if (tried >= _options.Tries)
                    throw new ScoutException($"{address}: answered {busy.Status} {tried} times. Try again later.", busy);
                wait = busy.Wait ?? _options.Wait * (1 << (tried - 1));
            }
            catch (Exception error) when (error is HttpRequestException or IOException or TimeoutException)
            {
                if (tried >= _options.Tries)
                    throw new ScoutException($"{address}: {Clause(error)}; tried {tried} times.", error);
                wait = _options.Wait * (1 << (tried - 1));
            }

            await Task.Delay(wait < _options.LongestWait ? wait : _options.LongestWait, _clock, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, CancellationToken cancellationToken)
    {
        var at = address;
        for (var hop = 0; hop <= _options.MostRedirects; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            if (_options.Token is { } token && IsOrigin(at))
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var response = await WithinAsync(
                stop => _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop), cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                at = Redirected(at, response) ?? throw Refusal(address, response);
        }

        throw new ScoutException($"{address}: redirects more than {_options.MostRedirects} times.");
    }

    private static Uri? Redirected(Uri from, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            return null;
        var to = new Uri(from, location);
        if (to.Scheme is not ("http" or "https") || (from.Scheme == "https" && to.Scheme == "http"))
            throw new ScoutException($"{from}: redirects to {to.Scheme}://{to.Host}, which is not secure; not followed.");
        return IsNear(to) && !IsNear(from)
            ? throw new ScoutException($"{from}: redirects to {to.Host}, an address of this machine or its network; not followed.")
            : to;
    }

    private Exception Refusal(Uri address, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is 408 or 425 or 429 or >= 500)
            return new BusyException(status, WaitOf(response.Headers.RetryAfter));
        // The server's own words are not repeated: they are a stranger's.
        var code = response.Headers.TryGetValues("X-Error-Code", out var codes) ? codes.FirstOrDefault() : null;
        return new ScoutException(status switch
        {
            401 or 403 when code == "GatedRepo" =>
                $"{address}: is gated: accept its terms on its page and give the key of that account"
                + $"{(_options.Token is null ? "" : "; the key that was given may not read it")}.",
            401 => $"{address}: wants a key, or does not exist (401); a hub says the same of both.",
            403 => $"{address}: may not be read with this key (403).",
            404 => $"{address}: does not exist (404).",
            _ => $"{address}: refused ({status}).",
        });
    }

    private TimeSpan? WaitOf(RetryConditionHeaderValue? said)
    {
        var wait = said?.Delta ?? (said?.Date is { } date ? date - _clock.GetUtcNow() : null);
        return wait is { } known ? (known < TimeSpan.Zero ? TimeSpan.Zero : known) : null;
    }

    private static Uri? NextOf(HttpResponseMessage response, Uri address)
    {
        if (!response.Headers.TryGetValues("Link", out var links))
            return null;
        foreach (var link in links.SelectMany(value => value.Split(',')))
        {
            var (open, close) = (link.IndexOf('<'), link.IndexOf('>'));
            if (open >= 0 && close > open && link[close..].Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase)
                && Uri.TryCreate(address, link[(open + 1)..close], out var next))
                return next;
        }

        return null;
    }

    private async Task<long> CopyAsync(Uri address, HttpResponseMessage response, Stream to, long mostBytes, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > mostBytes)
            throw new ScoutException($"{address}: has {response.Content.Headers.ContentLength:N0} bytes, and {mostBytes:N0} are allowed.");
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[BufferBytes];
        var whole = 0L;
        while (await WithinAsync(stop => body.ReadAsync(buffer, stop).AsTask(), cancellationToken) is > 0 and var read)
        {
            whole += read;
            if (whole > mostBytes)
                throw new ScoutException($"{address}: sends more than the {mostBytes:N0} bytes that are allowed.");
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return whole;
    }

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Patience, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await work(both.Token);
        }
        catch (OperationCanceledException error) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"silent for {_options.Patience.TotalSeconds:0.#} seconds", error);
        }
    }

    private static string Clause(Exception error)
    {
        while (error.InnerException is { } inner && error is not TimeoutException)
            error = inner;
        return error.Message.TrimEnd('.');
    }

    // The server may answer another time.
    private sealed class BusyException(int status, TimeSpan? wait) : Exception($"status {status}")
    {
        internal int Status { get; } = status;

        internal TimeSpan? Wait { get; } = wait;
    }
}
