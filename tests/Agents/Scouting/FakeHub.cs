using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Scouting;

/// <summary>A small model hub on this machine that speaks Hugging Face's API over real HTTP, with its files in LFS behind another address, and that can be made to fail.</summary>
internal sealed class FakeHub : IDisposable
{
    private readonly HttpListener _hub = new();
    private readonly HttpListener _cdn = new();
    private readonly ConcurrentDictionary<string, Repo> _repos = new();
    private readonly ConcurrentDictionary<string, byte[]> _objects = new();
    private readonly Uri _cdnAddress;
    private readonly Task[] _serving;

    internal FakeHub()
    {
        Address = new Uri($"http://127.0.0.1:{FakeRegistry.FreePort()}/");
        _cdnAddress = new Uri($"http://127.0.0.1:{FakeRegistry.FreePort()}/");
        _serving = [Start(_hub, Address, AnswerAsync), Start(_cdn, _cdnAddress, SendObjectAsync)];
    }

    internal Uri Address { get; }

    /// <summary>What was asked for, in order: path with query, and the key that came along.</summary>
    internal ConcurrentQueue<(string Path, string? Key)> Requests { get; } = new();

    /// <summary>The key that gated models want.</summary>
    internal const string Key = "hf_secret";

    /// <summary>Models on a page.</summary>
    internal int PageSize { get; set; } = 50;

    /// <summary>So many answers of the API are this status; with a wait in seconds where one is named.</summary>
    internal (int Times, int Status, int? RetryAfter) Refusals { get; set; }

    /// <summary>So many files are cut off in the middle.</summary>
    internal int Cuts { get; set; }

    /// <summary>Whether other bytes are sent than those that are listed.</summary>
    internal bool Tampers { get; set; }

    /// <summary>Where files redirect to in place of the storage; null for the storage.</summary>
    internal string? RedirectTo { get; set; }

#pragma warning disable CA5350 // git and the hub name commits and blobs by SHA-1: it is no protection here
    internal static string Revision(string id) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(id)));
#pragma warning restore CA5350

    internal void Publish(string id, IReadOnlyDictionary<string, byte[]> files, string[] tags, string? gated = null, string architecture = "BertForSequenceClassification") =>
        _repos[id] = new Repo(files, tags, gated, architecture);

    public void Dispose()
    {
        _hub.Close();
        _cdn.Close();
        Task.WaitAll(_serving, TimeSpan.FromSeconds(10));
    }

    private static Task Start(HttpListener listener, Uri address, Func<HttpListenerContext, Task> answer)
    {
        listener.Prefixes.Add(address.AbsoluteUri);
        listener.Start();
        return Task.Run(async () =>
        {
            while (true)
            {
                HttpListenerContext context;
                try
                {
                    context = await listener.GetContextAsync();
                }
                catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                try
                {
                    await answer(context);
                }
                catch (Exception error) when (error is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
                {
                    // The client went away, or was cut off.
                }
            }
        });
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (path, query) = (context.Request.Url!.AbsolutePath.TrimStart('/'), context.Request.QueryString);
        Requests.Enqueue((context.Request.RawUrl!, context.Request.Headers["Authorization"]));
        if (Refusals.Times > 0)
        {
            Refusals = Refusals with { Times = Refusals.Times - 1 };
            if (Refusals.RetryAfter is { } seconds)
                context.Response.Headers["Retry-After"] = $"{seconds}";
            Close(context, Refusals.Status);
        }
        else if (path == "api/models")
        {
            await ListAsync(context, query["search"] ?? "", int.Parse(query["cursor"] ?? "0", System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (path.StartsWith("api/models/", StringComparison.Ordinal) && _repos.TryGetValue(path["api/models/".Length..], out var repo))
        {
            await WriteAsync(context, JsonSerializer.Serialize(Detail(path["api/models/".Length..], repo)));
        }
        else if (path.Split("/resolve/") is [var id, var rest] && _repos.TryGetValue(id, out var found) && rest.IndexOf('/') is var at and > 0
            && found.Files.TryGetValue(rest[(at + 1)..], out var content))
        {
            Resolve(context, found, rest[(at + 1)..], content);
        }
        else
        {
            context.Response.Headers["X-Error-Code"] = "RepoNotFound";
            Close(context, 401); // a hub says the same of what is hidden and of what is not there
        }
    }

    private async Task ListAsync(HttpListenerContext context, string search, int from)
    {
        var words = search.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var all = _repos.Where(repo => words.Any(word => repo.Key.Contains(word, StringComparison.OrdinalIgnoreCase))).OrderBy(repo => repo.Key, StringComparer.Ordinal).ToArray();
        if (from + PageSize < all.Length)
            context.Response.Headers["Link"] = $"<{Address}api/models?search={Uri.EscapeDataString(search)}&cursor={from + PageSize}>; rel=\"next\"";
        await WriteAsync(context, JsonSerializer.Serialize(all.Skip(from).Take(PageSize).Select(repo => Detail(repo.Key, repo.Value))));
    }

    private static object Detail(string id, Repo repo) => new
    {
        _id = "1",
        id,
        modelId = id,
        sha = Revision(id),
        gated = repo.Gated is null ? (object)false : repo.Gated,
        disabled = false,
        pipeline_tag = "text-classification",
        tags = repo.Tags,
        config = new { architectures = new[] { repo.Architecture }, model_type = "bert" },
        siblings = repo.Files.Select(file => IsLfs(file.Key)
            ? (object)new { rfilename = file.Key, size = file.Value.Length, blobId = new string('0', 40), lfs = new { sha256 = Sha256(file.Value), size = file.Value.Length, pointerSize = 134 } }
            : new { rfilename = file.Key, size = file.Value.Length, blobId = BlobId(file.Value) }),
    };

    private void Resolve(HttpListenerContext context, Repo repo, string name, byte[] content)
    {
        if (repo.Gated is not null && context.Request.Headers["Authorization"] != $"Bearer {Key}")
        {
            context.Response.Headers["X-Error-Code"] = "GatedRepo";
            Close(context, context.Request.Headers["Authorization"] is null ? 401 : 403);
            return;
        }

        if (!IsLfs(name))
        {
            context.Response.Close(content, willBlock: false);
            return;
        }

        _objects[Sha256(content)] = content;
        context.Response.Headers["X-Linked-Etag"] = $"\"{Sha256(content)}\"";
        context.Response.RedirectLocation = RedirectTo ?? $"{_cdnAddress}lfs/{Sha256(content)}";
        Close(context, 302);
    }

    private async Task SendObjectAsync(HttpListenerContext context)
    {
        Requests.Enqueue(("cdn:" + context.Request.RawUrl, context.Request.Headers["Authorization"]));
        var content = _objects[context.Request.Url!.Segments[^1]].ToArray();
        if (Tampers)
            content[^1] ^= 1;
        context.Response.ContentLength64 = content.Length;
        if (Cuts-- > 0)
        {
            await context.Response.OutputStream.WriteAsync(content.AsMemory(0, content.Length / 2));
            await context.Response.OutputStream.FlushAsync();
            context.Response.Abort();
            return;
        }

        await context.Response.OutputStream.WriteAsync(content);
        context.Response.Close();
    }

    private static bool IsLfs(string name) => name.EndsWith(".onnx", StringComparison.Ordinal) || name.EndsWith(".safetensors", StringComparison.Ordinal);

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

#pragma warning disable CA5350 // as above
    private static string BlobId(byte[] content) => Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350

    private static async Task WriteAsync(HttpListenerContext context, string json)
    {
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(json));
        context.Response.Close();
    }

    private static void Close(HttpListenerContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Close();
    }

    private sealed record Repo(IReadOnlyDictionary<string, byte[]> Files, string[] Tags, string? Gated, string Architecture);
}
