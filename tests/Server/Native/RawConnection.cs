using System.Net.Sockets;
using System.Text;

namespace Rlar.Server.Tests.Native;

/// <summary>A connection that sends what no well-behaved client does.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private NetworkStream? _stream;
    private string _read = "";

    internal static async Task<RawConnection> OpenAsync(Uri server)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        connection._stream = connection._client.GetStream(); // which is not to be had any more once the sending has ended
        return connection;
    }

    internal Task SendAsync(string text) => _stream!.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken).AsTask();

    /// <summary>Ends the sending, and nothing else.</summary>
    internal void EndSending() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>What comes up to a text, or to the end.</summary>
    internal async Task<string> ReadUntilAsync(string end)
    {
        var buffer = new byte[4096];
        int at;
        while ((at = _read.IndexOf(end, StringComparison.Ordinal)) < 0)
        {
            int read;
            try
            {
                read = await _stream!.ReadAsync(buffer, TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                return _read; // the server has cut it off
            }

            if (read == 0)
                return _read;
            _read += Encoding.UTF8.GetString(buffer, 0, read);
        }

        var found = _read[..(at + end.Length)];
        _read = _read[(at + end.Length)..];
        return found;
    }

    public void Dispose() => _client.Dispose();
}
