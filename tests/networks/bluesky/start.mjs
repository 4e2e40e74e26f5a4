// Starts a PDS and a PLC directory on 127.0.0.1, prints their addresses as one line of JSON, and ends
// with its standard input, so that it never outlives the tests that started it.
import net from 'node:net'
import { pathToFileURL } from 'node:url'
import path from 'node:path'

// The servers listen on all interfaces and take no host: bind whatever listens on a port to loopback.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (first, ...rest) {
  if (first !== null && typeof first === 'object' && 'port' in first) {
    return listen.call(this, { ...first, host: '127.0.0.1' }, ...rest)
  }
  if (typeof first === 'number' || /^\d+$/.test(String(first))) {
    const port = Number(first)
    return listen.call(this, { port, host: '127.0.0.1' }, ...rest.filter((x) => typeof x === 'function'))
  }
  return listen.call(this, first, ...rest)
}

const modules = path.resolve(process.argv[2] ?? '.', 'node_modules')
const source = path.join(modules, '@atproto', 'dev-env', 'dist', 'network-no-appview.js')
// By path: the package's index would load the AppView and its database as well.
const { TestNetworkNoAppView } = await import(pathToFileURL(source).href)
const network = await TestNetworkNoAppView.create({})
const loopback = (url) => url.replace('localhost', '127.0.0.1')
process.stdout.write(JSON.stringify({ pds: loopback(network.pds.url), plc: loopback(network.plc.url) }) + '\n')

const end = async () => {
  await network.close().catch(() => undefined)
  process.exit(0)
}
process.stdin.resume()
process.stdin.on('end', end)
process.on('SIGTERM', end)
