#!/usr/bin/env bash
# OpenAI 2.14.0 under Microsoft.Extensions.AI.OpenAI 10.11.0, against a stream of an OpenAI-compatible server that fails in the middle of its answer.
#
# Once a stream has begun the status is sent, so servers such as vLLM report a failure in it as an event, data: {"error":{…}}, then data: [DONE].
#
# Guess: GetStreamingResponseAsync throws with the server's message, as it does for an error with a status of 400 or 500.
#
# Behaviour: the event is read as a part without choices and passed over. The answer ends without an exception, with the text so far; that no finish
# reason came is the only trace. The same object as a whole answer (status 200, no stream) is an ArgumentOutOfRangeException about an index.
#
# Seen:
#   stream: ended without an exception, text 'ye', no finish reason
#   whole: ArgumentOutOfRangeException
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NUGET_PACKAGES="$work/packages" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
cd "$work"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Extensions.AI.OpenAI" Version="10.11.0" />
    <PackageReference Include="OpenAI" Version="2.14.0" />
  </ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.AI;

const string Error = """{"error":{"message":"out of memory","type":"InternalServerError","param":null,"code":500}}""";
const string Part = """{"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"ye"},"finish_reason":null}]}""";
using var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1");
var client = new OpenAI.Chat.ChatClient(
    "m", new ApiKeyCredential("key"), new OpenAI.OpenAIClientOptions { Endpoint = address, RetryPolicy = new ClientRetryPolicy(0) }).AsIChatClient();

_ = Answer("text/event-stream", $"data: {Part}\n\ndata: {Error}\n\ndata: [DONE]\n\n");
var (text, finish) = ("", "no finish reason");
try
{
    await foreach (var update in client.GetStreamingResponseAsync("Is it?"))
    {
        text += update.Text;
        finish = update.FinishReason?.Value ?? finish;
    }

    Console.WriteLine($"stream: ended without an exception, text '{text}', {finish}");
}
catch (Exception e)
{
    Console.WriteLine($"stream: {e.GetType().Name}");
}

_ = Answer("application/json", Error);
try
{
    Console.WriteLine($"whole: '{(await client.GetResponseAsync("Is it?")).Text}'");
}
catch (Exception e)
{
    Console.WriteLine($"whole: {e.GetType().Name}");
}

async Task Answer(string type, string body)
{
    using var connection = await listener.AcceptTcpClientAsync();
    await using var stream = connection.GetStream();
    var read = new StringBuilder();
    var buffer = new byte[65536];
    while (!(read.ToString().Contains("\r\n\r\n") && read.ToString().TrimEnd().EndsWith('}')))
        read.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer)));
    await stream.WriteAsync(Encoding.UTF8.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));
}
CS
dotnet build -c Release -v quiet -o out >build.log 2>&1 || { cat build.log; exit 1; }
timeout 120 dotnet out/probe.dll >seen
cat seen
diff - seen <<'EXPECTED' || { echo "this has changed"; exit 1; }
stream: ended without an exception, text 'ye', no finish reason
whole: ArgumentOutOfRangeException
EXPECTED
echo "as recorded"
