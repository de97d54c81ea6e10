using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Rlar.Tests;

/// <summary>A real HTTP server on this machine for one test: each request is answered by a function.</summary>
public sealed class LocalServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<JsonElement, HttpListenerResponse, Task> _answer;
    private readonly Task _work;
    private readonly List<Task> _open = [];

    /// <summary>Starts.</summary>
    /// <param name="answer">Answers a request, given its body; an empty body is an empty object.</param>
    public LocalServer(Func<JsonElement, HttpListenerResponse, Task> answer)
    {
        _answer = answer;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/v1");
        }

        _listener.Prefixes.Add(Address.AbsoluteUri + "/");
        _listener.Start();
        _work = Serve();
    }

    /// <summary>The base address, http://127.0.0.1:PORT/v1.</summary>
    public Uri Address { get; }

    /// <summary>What came, in order; to be locked while the server is asked.</summary>
    public List<(string Path, string? Key, JsonElement Body)> Requests { get; } = [];

    /// <summary>Writes text.</summary>
    public static Task Write(HttpListenerResponse response, string text) => response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    /// <summary>A whole answer of chat/completions.</summary>
    /// <param name="content">What the model says.</param>
    /// <param name="finish">Why it stopped.</param>
    public static string Completion(string content, string finish = "stop") => JsonSerializer.Serialize(new
    {
        id = "c",
        model = "scripted",
        choices = new[] { new { index = 0, message = new { role = "assistant", content }, finish_reason = finish } },
        usage = new { prompt_tokens = 9, completion_tokens = 5, total_tokens = 14 },
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _work;
        await Task.WhenAll(_open);
        _listener.Close();
    }

    private async Task Serve()
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

            _open.Add(Answer(context));
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var body = JsonDocument.Parse(await reader.ReadToEndAsync()).RootElement;
            lock (Requests)
                Requests.Add((context.Request.Url!.AbsolutePath, context.Request.Headers["Authorization"], body));
            await _answer(body, context.Response);
            context.Response.Close();
        }
        catch (Exception error) when (error is HttpListenerException or IOException or InvalidOperationException or JsonException)
        {
            // The client went away, which some tests want it to.
            context.Response.Abort();
        }
    }
}
