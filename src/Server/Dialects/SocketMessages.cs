using System.Buffers;
using System.Net.WebSockets;

namespace Rlar.Server.Dialects;

/// <summary>Whole messages of a WebSocket, of a size and after a silence that have limits.</summary>
/// <param name="socket">The socket.</param>
/// <param name="mostBytes">The most bytes of a message; after a longer one the socket is closed.</param>
/// <param name="clock">The clock.</param>
internal sealed class SocketMessages(WebSocket socket, long mostBytes, TimeProvider clock)
{
    private const int Part = 16 << 10;
    private const int LargestKept = 256 << 10;

    /// <summary>How long a client may be silent.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(900);

    private ArrayBufferWriter<byte> _message = new();
    private (WebSocketCloseStatus Status, string Why)? _reason;

    /// <summary>
    /// The next message, valid until the next call; null where the client has closed, is silent for too long or says too much, or the token ends it.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return null;
        if (_message.Capacity > LargestKept)
            _message = new ArrayBufferWriter<byte>();
        _message.ResetWrittenCount();
        using var silence = new CancellationTokenSource(Silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(_message.GetMemory(Part), either.Token);
                if (read.MessageType == WebSocketMessageType.Close)
                    return null;
                _message.Advance(read.Count);
                if (_message.WrittenCount > mostBytes)
                {
                    _reason = (WebSocketCloseStatus.MessageTooBig, $"a message may have {mostBytes} bytes");
                    return null;
                }

                if (read.EndOfMessage)
                    return _message.WrittenMemory;
            }
        }
        catch (OperationCanceledException)
        {
            return null; // a read that was given up leaves the socket aborted: there is nobody to say goodbye to
        }
        catch (WebSocketException)
        {
            return null; // the client is gone without a word
        }
    }

    /// <summary>Sends a message of text.</summary>
    /// <param name="message">UTF-8.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>Closes the socket, if it is still open.</summary>
    /// <param name="isStopping">Whether the server is being shut down.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task CloseAsync(bool isStopping, CancellationToken cancellationToken)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        var (status, why) = _reason
            ?? (isStopping ? (WebSocketCloseStatus.EndpointUnavailable, "the server is shut down") : (WebSocketCloseStatus.NormalClosure, ""));
        try
        {
            await socket.CloseOutputAsync(status, why, cancellationToken);
        }
        catch (WebSocketException)
        {
            // It was faster.
        }
    }
}
