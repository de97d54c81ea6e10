using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Rlar.Bench.Serving;

/// <summary>Connections that ask again as soon as they are answered, as plain as can be: most of a processor's time is to be the server's.</summary>
internal static class LoadClient
{
    /// <summary>A request's bytes.</summary>
    internal static byte[] Post(string path, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Asks for a while.</summary>
    /// <param name="server">Whom.</param>
    /// <param name="request">What: the connections have them in turn.</param>
    /// <param name="connections">How many at a time.</param>
    /// <param name="time">How long.</param>
    /// <param name="most">How many requests at most.</param>
    internal static async Task<LoadResult> RunAsync(Uri server, byte[] request, int connections, TimeSpan time, long most = long.MaxValue)
    {
        var left = most;
        var clock = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(AskAsync)));
        return new LoadResult([.. all.SelectMany(one => one.Ticks).Order()], all.Sum(one => one.Refused), clock.Elapsed);

        async Task<(List<long> Ticks, int Refused)> AskAsync()
        {
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(server.Host, server.Port);
            var (socket, buffer, ticks, refused) = (client.Client, new byte[64 << 10], new List<long>(), 0);
            while (clock.Elapsed < time && Interlocked.Decrement(ref left) >= 0)
            {
                var started = Stopwatch.GetTimestamp();
                await socket.SendAsync(request);
                if (await ReadAsync(socket, buffer))
                {
                    ticks.Add(Stopwatch.GetTimestamp() - started);
                }
                else
                {
                    refused++;
                    await Task.Delay(5); // no client asks a full server without a pause
                }
            }

            return (ticks, refused);
        }
    }

    private static async Task<bool> ReadAsync(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new BenchDataException("the server has hung up");
            length += read;
            if (IsWhole(buffer.AsSpan(0, length)))
                return buffer.AsSpan(9, 3).SequenceEqual("200"u8);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var at = answer.IndexOf("Content-Length: "u8) + "Content-Length: ".Length;
        var length = 0;
        for (; answer[at] != '\r'; at++)
            length = (10 * length) + (answer[at] - '0');
        return answer.Length >= end + 4 + length;
    }
}
