using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Rlar.Tests;

/// <summary>A small npm registry on a port of this machine, over real HTTP, that can be made to fail.</summary>
public sealed class FakeRegistry : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, byte[]> _archives = new();
    private readonly ConcurrentDictionary<string, string> _documents = new();
    private readonly Task _serving;

    public FakeRegistry()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}/registry/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>What was asked for: the path, the range if any, the Authorization header if any.</summary>
    public ConcurrentQueue<(string Path, string? Range, string? Authorization)> Requests { get; } = new();

    public IEnumerable<(string Path, string? Range, string? Authorization)> ArchiveRequests => Requests.Where(request => request.Path.EndsWith(".tgz", StringComparison.Ordinal));

    /// <summary>So many answers with an archive are cut off after so many bytes.</summary>
    public (int Times, int Bytes) Cuts { get; set; }

    /// <summary>So many answers with an archive stop after their first bytes and never go on.</summary>
    public int Stalls { get; set; }

    /// <summary>So many answers are this status.</summary>
    public (int Times, HttpStatusCode Status) Refusals { get; set; }

    public bool IgnoresRanges { get; set; }

    /// <summary>The pause after each 16 KiB.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>What the metadata call the archive's address; null for the right one.</summary>
    public Uri? ClaimedArchive { get; set; }

    public static string Integrity(byte[] archive) => "sha512-" + Convert.ToBase64String(SHA512.HashData(archive));

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static byte[] Archive(params IEnumerable<TarEntry> entries)
    {
        using var made = new MemoryStream();
        using (var packed = new GZipStream(made, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(packed))
        {
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        }

        return made.ToArray();
    }

    public static TarEntry Entry(string name, byte[] content) => new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content), ModificationTime = DateTimeOffset.UnixEpoch };

    /// <summary>Publishes a package with these files; returns its integrity.</summary>
    public string Publish(string name, string version, params IEnumerable<(string Path, byte[] Content)> files) =>
        Publish(name, version, Archive(files.Select(file => Entry("package/" + file.Path, file.Content))));

    public string Publish(string name, string version, byte[] archive)
    {
        var place = $"{name}/-/{name[(name.IndexOf('/') + 1)..]}-{version}.tgz";
        _archives[place] = archive;
        _documents[name.Replace("/", "%2f", StringComparison.Ordinal)] = JsonSerializer.Serialize(new
        {
            name,
            versions = new Dictionary<string, object> { [version] = new { dist = new { tarball = (ClaimedArchive ?? new Uri(Address, place)).AbsoluteUri, integrity = Integrity(archive) } } },
        });
        return Integrity(archive);
    }

    /// <summary>Changes what is sent for a package, and not what the metadata say.</summary>
    public void Tamper(string name, string version) => _archives[$"{name}/-/{name[(name.IndexOf('/') + 1)..]}-{version}.tgz"][^20] ^= 1;

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait(TimeSpan.FromSeconds(10));
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = Task.Run(() => AnswerAsync(context));
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var path = context.Request.RawUrl![Address.AbsolutePath.Length..];
            Requests.Enqueue((path, context.Request.Headers["Range"], context.Request.Headers["Authorization"]));
            if (Refusals.Times > 0)
            {
                Refusals = Refusals with { Times = Refusals.Times - 1 };
                context.Response.StatusCode = (int)Refusals.Status;
                context.Response.Close();
            }
            else if (_documents.TryGetValue(path, out var document))
            {
                context.Response.Close(Encoding.UTF8.GetBytes(document), true);
            }
            else if (_archives.TryGetValue(path, out var archive))
            {
                await SendAsync(context, archive);
            }
            else
            {
                context.Response.StatusCode = 404;
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client went away, which some tests want.
        }
    }

    private async Task SendAsync(HttpListenerContext context, byte[] archive)
    {
        var (from, response) = (0, context.Response);
        if (!IgnoresRanges && context.Request.Headers["Range"] is { } range)
        {
            from = int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture);
            if (from >= archive.Length)
            {
                response.StatusCode = 416;
                response.Headers["Content-Range"] = $"bytes */{archive.Length}";
                response.Close();
                return;
            }

            response.StatusCode = 206;
            response.Headers["Content-Range"] = $"bytes {from}-{archive.Length - 1}/{archive.Length}";
        }

        response.ContentLength64 = archive.Length - from;
        var end = archive.Length;
        if (Cuts.Times > 0)
        {
            Cuts = Cuts with { Times = Cuts.Times - 1 };
            end = Math.Min(end, from + Cuts.Bytes);
        }

        var stalls = Stalls > 0;
        Stalls = Math.Max(0, Stalls - 1);
        for (var at = from; at < end; at += 1 << 14)
        {
            await response.OutputStream.WriteAsync(archive.AsMemory(at, Math.Min(1 << 14, end - at)));
            await response.OutputStream.FlushAsync();
            if (stalls)
                await Task.Delay(TimeSpan.FromSeconds(20));
            if (Pause > TimeSpan.Zero)
                await Task.Delay(Pause);
        }

        if (end < archive.Length)
            response.Abort();
        else
            response.Close();
    }
}
