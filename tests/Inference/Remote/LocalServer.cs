using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Rlar.Inference.Tests.Remote;

/// <summary>A real HTTP server on this machine for one test: each request is answered by a function.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<JsonElement, HttpListenerResponse, Task> _answer;
    private readonly Task _work;
    private readonly List<Task> _open = [];

    internal LocalServer(Func<JsonElement, HttpListenerResponse, Task> answer)
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

    internal Uri Address { get; }

    internal List<(string Path, string? Key, JsonElement Body)> Requests { get; } = [];

    internal static Task Write(HttpListenerResponse response, string text) => response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

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
