global using Rlar.Tests;
